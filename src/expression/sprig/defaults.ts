/** sprig's defaults, JSON, reflection and flow control. */
import { isDeeplyEqual } from "../expr/runtime.ts";
import { type JsonOptions, marshalJson } from "../go/json.ts";
import { parseJson } from "../go/json-parse.ts";
import { GoPanic, type GoValue, typeName, typeOf } from "../value.ts";
import { isEmpty } from "./convert.ts";
import { define, type SprigTable } from "./define.ts";

function kindOf(value: GoValue): string {
  return typeOf(value)?.kind ?? "invalid";
}

function fromJson(text: string): GoValue {
  const parsed = parseJson(text);
  if (!parsed.ok) {
    throw new GoPanic(parsed.error);
  }
  return parsed.value;
}

/** The forms without `must` swallow errors. */
function orElse(body: () => GoValue, fallback: GoValue): GoValue {
  try {
    return body();
  } catch (error) {
    if (error instanceof GoPanic) {
      return fallback;
    }
    throw error;
  }
}

const PRETTY: JsonOptions = { indent: "  " };
const RAW: JsonOptions = { escapesHtml: false };

export const DEFAULT_FUNCTIONS: SprigTable = {
  default: define("any, ...any -> any", (fallback, ...given) =>
    given.length === 0 || isEmpty(given[0] ?? null) ? fallback : given[0],
  ),
  empty: define("any -> bool", isEmpty),
  coalesce: define("...any -> any", (...values) => values.find((value) => !isEmpty(value)) ?? null),
  all: define("...any -> bool", (...values) => !values.some(isEmpty)),
  any: define("...any -> bool", (...values) => values.some((value) => !isEmpty(value))),
  ternary: define("any, any, bool -> any", (yes, no, condition) => (condition ? yes : no)),
  fromJson: define("string -> any", (text: string) => orElse(() => fromJson(text), null)),
  mustFromJson: define("string -> any +error", fromJson),
  toJson: define("any -> string", (value) => orElse(() => marshalJson(value), "")),
  mustToJson: define("any -> string +error", (value) => marshalJson(value)),
  toPrettyJson: define("any -> string", (value) => orElse(() => marshalJson(value, PRETTY), "")),
  mustToPrettyJson: define("any -> string +error", (value) => marshalJson(value, PRETTY)),
  toRawJson: define("any -> string", (value) => marshalJson(value, RAW)),
  mustToRawJson: define("any -> string +error", (value) => marshalJson(value, RAW)),
  typeOf: define("any -> string", typeName),
  typeIs: define("string, any -> bool", (target, value) => target === typeName(value)),
  typeIsLike: define("string, any -> bool", (target, value) => [target, `*${target}`].includes(typeName(value))),
  kindOf: define("any -> string", kindOf),
  kindIs: define("string, any -> bool", (target, value) => target === kindOf(value)),
  deepEqual: define("any, any -> bool", isDeeplyEqual),
  fail: define("string -> string +error", (message: string) => {
    throw new GoPanic(message);
  }),
};
