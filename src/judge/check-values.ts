import type { ExpectedValues } from "../scenario/expect-schema.ts";
import { matchesGlob } from "../scenario/glob.ts";
import type { ValuesView } from "../timeline/node-view.ts";

/**
 * How the values that a node or workflow takes or gives are not those expected.
 *
 * @param title what they are called, for example `input` or `output`
 */
export function* valueFailures(
  subject: string,
  title: string,
  found: ValuesView = {},
  expected: ExpectedValues = {},
): Generator<string> {
  const { parameters = {}, artifacts, ...named } = expected;
  for (const [name, wanted] of Object.entries(parameters)) {
    yield* valueFailure(`${subject}: the ${title} parameter ${name}`, found.parameters?.[name], wanted);
  }
  for (const name of ["result", "exitCode"] as const) {
    const wanted = named[name];
    if (wanted !== undefined) yield* valueFailure(`${subject}: the ${title} ${name}`, found[name], wanted);
  }
  if (artifacts === undefined || listed(artifacts) === listed(found.artifacts)) return;
  yield `${subject}: the ${title} artifacts are ${listed(found.artifacts)}, not ${listed(artifacts)}`;
}

function* valueFailure(subject: string, found: string | null | undefined, wanted: string | null): Generator<string> {
  const value = found ?? null;
  const isAsWanted = value === null || wanted === null ? value === wanted : matchesGlob(wanted, value);
  if (!isAsWanted) yield `${subject} is ${displayed(value)}, not ${displayed(wanted)}`;
}

function displayed(value: string | null): string {
  return value === null ? "without a value" : `"${value}"`;
}

function listed(names: readonly string[] = []): string {
  return names.length === 0 ? "none" : [...names].sort().join(", ");
}
