/**
 * The one seam for nondeterminism.
 *
 * Whatever the real world leaves open (does this message arrive now or later, does this write conflict, how long does
 * this pod run, what do people do) the simulation asks for here. Who answers decides what the run is: obedient play, a
 * script, a random schedule, a replay, or one of all possible runs.
 */
export interface Choices<Kind extends string = string> {
  /**
   * Whether choices of a kind are decided at all. Where they are not, the obedient option is taken without asking: who
   * would ask need not find out what there is to choose from. Does not change during a run.
   */
  asks(kind: Kind): boolean;

  /**
   * Chooses one of several options.
   *
   * @param kind what sort of choice it is, for example `deliver`
   * @param label which choice it is: a stable name made from the names of what it concerns, never from positions;
   *   choices of different kinds have different labels
   * @param options the names of the options; the first is the obedient one (deliver at once, nothing fails), and of the
   *   others those that people find simpler come first
   * @returns the index of the chosen option
   */
  choose(kind: Kind, label: string, options: readonly string[]): number;
}

/** A choice as it was asked. */
export interface ChoicePoint {
  readonly kind: string;
  readonly label: string;
  readonly options: readonly string[];
}

/** Always takes the obedient option. */
export class ObedientChoices implements Choices {
  asks(): boolean {
    return false;
  }

  choose(kind: string, label: string, options: readonly string[]): number {
    isOpen(kind, label, options);
    return 0;
  }
}

/**
 * True when there is more than one option. With one, the answer is certain, and no implementation draws, records or
 * counts the choice.
 *
 * @throws RangeError when there is no option at all
 */
export function isOpen(kind: string, label: string, options: readonly string[]): boolean {
  if (options.length === 0) throw new RangeError(`the ${kind} choice "${label}" has no options`);
  return options.length > 1;
}

/** Tells a choice to people: kind, label and options. */
export function describeChoice(choice: ChoicePoint): string {
  return `${choice.kind} "${choice.label}" of ${choice.options.join(" | ")}`;
}
