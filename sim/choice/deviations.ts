import type { ChoiceTape, RecordedChoice } from "./choice-tape.ts";
import { type ChoiceScript, occurrenceKey } from "./scripted-choices.ts";

/** A choice of a run that was not obedient. */
export interface Deviation extends RecordedChoice {
  /** The how manieth time it was that the label was asked, counted from 1. */
  readonly occurrence: number;
}

/** All choices of a run that were not obedient, in order: what a run is, in short. */
export function deviationsOf(tape: ChoiceTape): readonly Deviation[] {
  const asked = new Map<string, number>();
  const deviations: Deviation[] = [];
  for (const choice of tape) {
    const occurrence = (asked.get(choice.label) ?? 0) + 1;
    asked.set(choice.label, occurrence);
    if (choice.chosen > 0) deviations.push({ ...choice, occurrence });
  }
  return deviations;
}

/** The option that was taken. */
export function optionOf({ options, chosen }: RecordedChoice): string {
  return options[chosen] as string;
}

/** The script that makes these choices, and obeys otherwise. */
export function scriptWith(deviations: Iterable<Deviation>): ChoiceScript {
  const script = new Map<string, string>();
  for (const deviation of deviations) {
    script.set(occurrenceKey(deviation.label, deviation.occurrence), optionOf(deviation));
  }
  return script;
}

/**
 * The script that steers a run as a recording went, as far as it went the same way: every choice that was not
 * obedient, under its `label#n`. Entries can be left out of it, unlike records of a tape; that is what shrinking does.
 */
export function scriptOf(tape: ChoiceTape): ChoiceScript {
  return scriptWith(deviationsOf(tape));
}
