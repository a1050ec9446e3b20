import type { ChoiceTape } from "../../../sim/choice/choice-tape.ts";
import { type Deviation, optionOf } from "../../../sim/choice/deviations.ts";
import { delayLabel, isMadeAtMoments } from "../../cluster/choice-labels.ts";

/**
 * What is one step simpler than the choices of a run, the boldest steps first: without all of a kind, without half of
 * them, a quarter, and so on down to each single one; then a choice at another moment in place of one with a delay; then
 * options that come before the one that was taken.
 *
 * @param tape all choices of the run, also those that obeyed: there, too, might be chosen
 */
export function* simplerDeviations(
  tape: ChoiceTape,
  deviations: readonly Deviation[],
): Generator<readonly Deviation[]> {
  yield* withoutAKind(deviations);
  yield* withoutSome(deviations);
  yield* atOtherMoments(tape, deviations);
  yield* withSimplerOptions(deviations);
}

function* withoutAKind(deviations: readonly Deviation[]): Generator<readonly Deviation[]> {
  const kinds = new Set(deviations.map(({ kind }) => kind));
  if (kinds.size < 2) return;
  for (const kind of kinds) yield deviations.filter((deviation) => deviation.kind !== kind);
}

function* withoutSome(deviations: readonly Deviation[]): Generator<readonly Deviation[]> {
  for (let size = Math.ceil(deviations.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < deviations.length; from += size) yield deviations.toSpliced(from, size);
  }
}

/** What is done some time after a moment may as well be done right at another. */
function* atOtherMoments(tape: ChoiceTape, deviations: readonly Deviation[]): Generator<readonly Deviation[]> {
  for (const deviation of deviations) {
    if (!isMadeAtMoments(deviation.kind)) continue;
    const option = optionOf(deviation);
    const delayed = new Set([option, deviation.kind].map((what) => delayLabel(what, deviation.label)));
    const others = deviations.filter((other) => other !== deviation && !delayed.has(other.label));
    if (others.length === deviations.length - 1) continue;
    for (const moment of otherMoments(tape, deviation, option)) yield [...others, moment];
  }
}

function* otherMoments(tape: ChoiceTape, { kind, label }: Deviation, option: string): Generator<Deviation> {
  const seen = new Set<string>([label]);
  for (const choice of tape) {
    if (choice.kind !== kind || seen.has(choice.label)) continue;
    seen.add(choice.label);
    const chosen = choice.options.indexOf(option);
    if (chosen > 0) yield { ...choice, chosen, occurrence: 1 };
  }
}

function* withSimplerOptions(deviations: readonly Deviation[]): Generator<readonly Deviation[]> {
  for (const [index, deviation] of deviations.entries()) {
    for (let chosen = 1; chosen < deviation.chosen; chosen++) yield deviations.with(index, { ...deviation, chosen });
  }
}
