import { type ChoicePoint, describeChoice } from "./choice.ts";

/** Where a repeated run departed from what it repeats. */
export interface Divergence {
  /** How many choices were asked as before; the next one, counted from 0, was not. */
  readonly position: number;
  /** The choices of the run that is repeated. */
  readonly recorded: readonly ChoicePoint[];
  /** What was asked instead; absent when the run ended. */
  readonly asked?: ChoicePoint;
}

/** A run that should have repeated another asked for other choices. The message says what happened and the likely cause. */
export class ChoiceDivergence extends Error {
  readonly divergence: Divergence;

  constructor(divergence: Divergence) {
    super(explain(divergence));
    this.name = "ChoiceDivergence";
    this.divergence = divergence;
  }
}

/** True when a choice is the recorded one: same kind, label and options. */
export function isSameChoice(recorded: ChoicePoint, kind: string, label: string, options: readonly string[]): boolean {
  return recorded.label === label && recorded.kind === kind && isSameList(recorded.options, options);
}

function isSameList(left: readonly string[], right: readonly string[]): boolean {
  // Most choices offer one constant list.
  return left === right || (left.length === right.length && left.every((item, index) => item === right[index]));
}

function explain(divergence: Divergence): string {
  const { position, recorded, asked } = divergence;
  const expected = recorded[position];
  return [
    `The run does not repeat the recorded one: they part at choice ${position + 1} of ${recorded.length}.`,
    `  recorded: ${expected === undefined ? "no further choice" : describeChoice(expected)}`,
    `  asked:    ${asked === undefined ? "no further choice" : describeChoice(asked)}`,
    likelyCause(divergence, expected),
  ].join("\n");
}

function likelyCause({ recorded, position, asked }: Divergence, expected: ChoicePoint | undefined): string {
  if (asked === undefined) {
    return "The run ended early. Most likely it ran under a lower limit, or its input has changed since the recording.";
  }
  if (expected === undefined) {
    return "The run went on. Most likely the recording was cut short by a limit, or the input has changed since.";
  }
  if (expected.label === asked.label && expected.kind === asked.kind) {
    return "It is the same choice with other options. Most likely the recording is from another version of the program, or the input has changed since.";
  }
  if (recorded.slice(0, position).some(({ label }) => label === asked.label)) {
    return `The choice "${asked.label}" was recorded earlier and is asked once more. Most likely something that the recorded choices do not steer varies between runs: state kept from the previous run, the wall clock, or random numbers from elsewhere.`;
  }
  if (recorded.slice(position).some(({ label }) => label === asked.label)) {
    return `The choice "${asked.label}" was recorded later: the order has changed. Most likely the run iterates over something whose order is not fixed, or reads the wall clock or random numbers from elsewhere.`;
  }
  return `The choice "${asked.label}" was never recorded. Most likely the recording is of another input, or from another version of the program.`;
}
