import { BranchedChoices } from "../../sim/choice/branched-choices.ts";
import type { Choices } from "../../sim/choice/choice.ts";
import type { ChoiceTape, RecordedChoice } from "../../sim/choice/choice-tape.ts";
import { type ChoiceScript, scriptOf } from "../../sim/choice/scripted-choices.ts";
import type { Comparison } from "./compare-timelines.ts";
import { type Divergence, distanceOf, timeOf } from "./divergence.ts";

/**
 * What the recorded world leaves open: the order in which Go visits maps and runs goroutines, which of two informers is
 * first, and who is first of those who act at the same millisecond. Whatever else could be chosen, such as faults,
 * conflicts and delays, did not happen there.
 */
export const openKinds: ReadonlySet<string> = new Set(["order", "race", "tie"]);

/** A run of the case, compared with the recording. */
export interface ComparedRun {
  readonly comparison: Comparison;
  /** How many events the run had: what it cost. */
  readonly events: number;
}

export interface ChoiceSearchOptions {
  /** Plays the case, no further than until a virtual millisecond, and compares as far as that. */
  readonly play: (choices: Choices, until: number | undefined) => ComparedRun;
  /** Most runs to play. */
  readonly plays: number;
  /** Most events to play: a large case gets fewer runs. */
  readonly events: number;
}

export type ChoiceSearchResult =
  /** `choices` lead to a run that is equal to the recording in every event. */
  | { readonly kind: "found"; readonly choices: ChoiceScript; readonly plays: number }
  /**
   * No such run was met; there may be one. Of those that were, the one with `choices` follows the recording longest, and
   * leaves it at `divergence`.
   */
  | {
      readonly kind: "notFound";
      readonly choices: ChoiceScript;
      readonly divergence: Divergence;
      readonly plays: number;
    };

/** A run that leaves the recording somewhere, and from which others branch off. */
interface Branch {
  /** The choices up to where it leaves the recording. */
  readonly tape: ChoiceTape;
  readonly divergence: Divergence;
  /** Virtual time at which it leaves the recording. */
  readonly until: number;
  readonly distance: number;
  /** Which choice is changed next, and to which option; the last choice is changed first. */
  position: number;
  option: number;
  /** The choices that were made otherwise than obediently are among these; later ones are yet to be changed. */
  readonly beginning: ChoiceTape;
}

/**
 * Looks for choices with which the model does exactly what was recorded.
 *
 * Best first: from the run that follows the recording longest, one choice is changed that was made before it leaves the
 * recording, the nearest first, and all that come after it are obedient again. Deterministic, and bounded by the number
 * of runs and events.
 *
 * @param obedient where the obedient run leaves the recording
 */
export function searchChoices(obedient: Divergence, options: ChoiceSearchOptions): ChoiceSearchResult {
  const search = new ChoiceSearch(options);
  return search.run(obedient);
}

class ChoiceSearch {
  readonly #options: ChoiceSearchOptions;
  readonly #branches: Branch[] = [];
  #plays = 0;
  #events = 0;

  constructor(options: ChoiceSearchOptions) {
    this.#options = options;
  }

  run(obedient: Divergence): ChoiceSearchResult {
    if (!this.#isExhausted()) this.#branchOff([], obedient);
    const isOpen = (branch: Branch) => branch.position >= branch.beginning.length;
    for (;;) {
      const best = this.#furthest(isOpen);
      if (best === undefined || this.#isExhausted()) break;
      const found = this.#try(best, nextBeginning(best));
      if (found !== undefined) return { kind: "found", choices: scriptOf(found), plays: this.#plays };
    }
    const furthest = this.#furthest(() => true);
    if (furthest === undefined || furthest.divergence.position <= obedient.position) {
      return { kind: "notFound", choices: new Map(), divergence: obedient, plays: this.#plays };
    }
    const { beginning, divergence } = furthest;
    return { kind: "notFound", choices: scriptOf(beginning), divergence, plays: this.#plays };
  }

  /** The tape of a run that is equal to the recording, if it is this one. */
  #try(from: Branch, beginning: ChoiceTape): ChoiceTape | undefined {
    const { comparison, tape } = this.#play(beginning, from.until);
    if (comparison.kind !== "exact") {
      this.#keep(from, comparison.divergence, tape, beginning);
      return undefined;
    }
    const whole = this.#play(beginning, undefined);
    if (whole.comparison.kind === "exact") return whole.tape;
    this.#branchOff(beginning, whole.comparison.divergence);
    return undefined;
  }

  /** Keeps a run that leaves the recording at the same time; one that leaves it earlier leads away from it. */
  #keep(from: Branch, divergence: Divergence, tape: ChoiceTape, beginning: ChoiceTape): void {
    if (timeOf(divergence) !== from.until || divergence.position < from.divergence.position) return;
    this.#add(tape, divergence, beginning);
  }

  /** Plays a run once more up to where it leaves the recording: only the choices until then count. */
  #branchOff(beginning: ChoiceTape, divergence: Divergence): void {
    const until = timeOf(divergence);
    if (until === undefined) return;
    this.#add(this.#play(beginning, until).tape, divergence, beginning);
  }

  #add(tape: ChoiceTape, divergence: Divergence, beginning: ChoiceTape): void {
    const until = timeOf(divergence);
    if (until === undefined) return;
    const distance = distanceOf(divergence);
    this.#branches.push({ tape, divergence, until, distance, position: tape.length - 1, option: 1, beginning });
  }

  #play(beginning: ChoiceTape, until: number | undefined): { comparison: Comparison; tape: ChoiceTape } {
    const choices = new BranchedChoices(openKinds, beginning);
    const { comparison, events } = this.#options.play(choices, until);
    this.#plays++;
    this.#events += events;
    return { comparison, tape: choices.tape };
  }

  #isExhausted(): boolean {
    return this.#plays >= this.#options.plays || this.#events >= this.#options.events;
  }

  /** The branch of a kind that follows the recording longest; of equal ones the first. */
  #furthest(isOne: (branch: Branch) => boolean): Branch | undefined {
    let furthest: Branch | undefined;
    for (const branch of this.#branches) {
      if (isOne(branch) && (furthest === undefined || isBetter(branch, furthest))) furthest = branch;
    }
    return furthest;
  }
}

function isBetter(branch: Branch, other: Branch): boolean {
  const more = branch.divergence.position - other.divergence.position;
  return more > 0 || (more === 0 && branch.distance < other.distance);
}

/** The choices of a branch with the next change, and nothing after it. */
function nextBeginning(branch: Branch): ChoiceTape {
  const { tape, position, option } = branch;
  const choice = tape[position] as RecordedChoice;
  branch.option++;
  if (branch.option >= choice.options.length) {
    branch.position--;
    branch.option = 1;
  }
  return [...tape.slice(0, position), { ...choice, chosen: option }];
}
