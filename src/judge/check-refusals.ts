import type { Refusal } from "../play/scripted-actions.ts";
import type { ExpectedRefusal } from "../scenario/expect-schema.ts";
import { matchesGlob } from "../scenario/glob.ts";
import type { FailedExpectation } from "./failed-expectation.ts";

/** Which of the refusals that a scenario expects there were not. */
export function* missingRefusals(
  expected: readonly ExpectedRefusal[],
  refusals: readonly Refusal[],
): Generator<FailedExpectation> {
  for (const [index, one] of expected.entries()) {
    if (refusals.some((refusal) => isRefusal(one, refusal))) continue;
    const seen = refusals.map((refusal) => `${refusal.do}: ${refusal.message}`).join("; ");
    const others = seen === "" ? "" : ` (refused: ${seen})`;
    yield { path: ["refused", index], message: `there is no such refusal${others}` };
  }
}

/** The refusals that a scenario does not expect. */
export function unexpectedRefusals(
  expected: readonly ExpectedRefusal[],
  refusals: readonly Refusal[],
): readonly Refusal[] {
  return refusals.filter((refusal) => !expected.some((one) => isRefusal(one, refusal)));
}

function isRefusal(expected: ExpectedRefusal, refusal: Refusal): boolean {
  const { do: what = refusal.do, message = "*" } = expected;
  return what === refusal.do && matchesGlob(message, refusal.message);
}
