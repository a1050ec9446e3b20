import { parseInteger } from "../../expression/go/number.ts";
import { sprintfInt } from "../../expression/go-format.ts";
import { SizeLimitExceeded } from "../../expression/size-limit.ts";
import type { IntOrString, Sequence } from "../../manifest/types.ts";
import { mostNodes } from "../model/errors/size-limit.ts";
import { parseRawJson, type RawJson } from "../substitution/raw-json.ts";
import { fail, succeed, type ValueResult } from "../variables/variables.ts";

/** The items of `withSequence`, which are texts (`expandSequence`). Counts down when it starts above its end. */
export function expandSequence(sequence: Sequence): ValueResult<readonly RawJson[]> {
  const bounds = boundsOf(sequence);
  if (!bounds.ok) return bounds;
  if (bounds.value === undefined) return succeed([]);
  const { start, end } = bounds.value;
  const length = Math.abs(end - start) + 1;
  if (length > mostNodes) throw new SizeLimitExceeded(`withSequence has ${length} items, more than ${mostNodes}`);
  const step = start <= end ? 1 : -1;
  const items: RawJson[] = [];
  for (let number = start; number !== end + step; number += step) {
    const item = parseRawJson(`"${sprintfInt(sequence.format || "%d", number)}"`);
    if (!item.ok) return item;
    items.push(item.value);
  }
  return succeed(items);
}

interface Bounds {
  readonly start: number;
  readonly end: number;
}

/** `undefined` for a count of nothing. */
function boundsOf({ start, end, count }: Sequence): ValueResult<Bounds | undefined> {
  const first = start === undefined ? succeed(0) : integer(start);
  if (!first.ok) return first;
  if (end !== undefined) {
    const last = integer(end);
    return last.ok ? succeed({ start: first.value, end: last.value }) : last;
  }
  if (count === undefined) return fail("neither end nor count was specified in withSequence");
  const length = integer(count);
  if (!length.ok) return length;
  return succeed(length.value === 0 ? undefined : { start: first.value, end: first.value + length.value - 1 });
}

function integer(value: IntOrString): ValueResult<number> {
  const parsed = parseInteger(String(value));
  return parsed.ok ? succeed(Number(parsed.value)) : fail(parsed.error);
}
