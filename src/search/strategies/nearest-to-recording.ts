import { BranchedChoices } from "../../../sim/choice/branched-choices.ts";
import type { Choices } from "../../../sim/choice/choice.ts";
import type { ChoiceTape, RecordedChoice } from "../../../sim/choice/choice-tape.ts";
import { scriptOf } from "../../../sim/choice/deviations.ts";
import type { ChoiceScript } from "../../../sim/choice/scripted-choices.ts";
import type { ChoiceKind } from "../../cluster/choice-kinds.ts";

/**
 * What the recorded world leaves open: the order in which Go visits maps and runs goroutines, which of two informers is
 * first, and who is first of those who act at the same millisecond. Whatever else could be chosen, such as faults,
 * conflicts and delays, did not happen there.
 */
export const openKinds: ReadonlySet<string> = new Set(["order", "race", "tie"] satisfies ChoiceKind[]);

/** Where a run leaves the recording. */
export interface Departure {
  /** How many events were equal until then. */
  readonly position: number;
  /** Virtual milliseconds; undefined when that is not known, and nothing can be searched. */
  readonly time: number | undefined;
  /** How far the first event that differs is from the recorded one: 0 is equal. */
  readonly distance: number;
}

/** A run of the case, compared with the recording. */
export interface ComparedRun<D extends Departure> {
  /** Absent when every event is equal. */
  readonly departure?: D | undefined;
  /** How many events the run had: what it cost. */
  readonly events: number;
}

export interface NearestOptions<D extends Departure> {
  /** Plays the case, no further than until a virtual millisecond, and compares as far as that. */
  readonly play: (choices: Choices, until: number | undefined) => ComparedRun<D>;
  /** Most runs to play. */
  readonly plays: number;
  /** Most events to play: a large case gets fewer runs. */
  readonly events: number;
}

export type NearestResult<D extends Departure> =
  /** `choices` lead to a run that is equal to the recording in every event. */
  | { readonly kind: "found"; readonly choices: ChoiceScript; readonly plays: number }
  /**
   * No such run was met; there may be one. Of those that were, the one with `choices` follows the recording longest, and
   * leaves it at `departure`.
   */
  | {
      readonly kind: "notFound";
      readonly choices: ChoiceScript;
      readonly departure: D;
      readonly plays: number;
    };

/** A run that leaves the recording somewhere, and from which others branch off. */
interface Branch<D extends Departure> {
  /** The choices up to where it leaves the recording. */
  readonly tape: ChoiceTape;
  readonly departure: D;
  /** Virtual time at which it leaves the recording. */
  readonly until: number;
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
export function searchNearest<D extends Departure>(obedient: D, options: NearestOptions<D>): NearestResult<D> {
  const search = new NearestSearch(options);
  return search.run(obedient);
}

class NearestSearch<D extends Departure> {
  readonly #options: NearestOptions<D>;
  readonly #branches: Branch<D>[] = [];
  #plays = 0;
  #events = 0;

  constructor(options: NearestOptions<D>) {
    this.#options = options;
  }

  run(obedient: D): NearestResult<D> {
    if (!this.#isExhausted()) this.#branchOff([], obedient);
    const isOpen = (branch: Branch<D>) => branch.position >= branch.beginning.length;
    for (;;) {
      const best = this.#furthest(isOpen);
      if (best === undefined || this.#isExhausted()) break;
      const found = this.#try(best, nextBeginning(best));
      if (found !== undefined) return { kind: "found", choices: scriptOf(found), plays: this.#plays };
    }
    const furthest = this.#furthest(() => true);
    if (furthest === undefined || furthest.departure.position <= obedient.position) {
      return { kind: "notFound", choices: new Map(), departure: obedient, plays: this.#plays };
    }
    const { beginning, departure } = furthest;
    return { kind: "notFound", choices: scriptOf(beginning), departure, plays: this.#plays };
  }

  /** The tape of a run that is equal to the recording, if it is this one. */
  #try(from: Branch<D>, beginning: ChoiceTape): ChoiceTape | undefined {
    const { departure, tape } = this.#play(beginning, from.until);
    if (departure !== undefined) {
      this.#keep(from, departure, tape, beginning);
      return undefined;
    }
    const whole = this.#play(beginning, undefined);
    if (whole.departure === undefined) return whole.tape;
    this.#branchOff(beginning, whole.departure);
    return undefined;
  }

  /** Keeps a run that leaves the recording at the same time; one that leaves it earlier leads away from it. */
  #keep(from: Branch<D>, departure: D, tape: ChoiceTape, beginning: ChoiceTape): void {
    if (departure.time !== from.until || departure.position < from.departure.position) return;
    this.#add(tape, departure, beginning);
  }

  /** Plays a run once more up to where it leaves the recording: only the choices until then count. */
  #branchOff(beginning: ChoiceTape, departure: D): void {
    const until = departure.time;
    if (until === undefined) return;
    this.#add(this.#play(beginning, until).tape, departure, beginning);
  }

  #add(tape: ChoiceTape, departure: D, beginning: ChoiceTape): void {
    const until = departure.time;
    if (until === undefined) return;
    this.#branches.push({ tape, departure, until, position: tape.length - 1, option: 1, beginning });
  }

  #play(beginning: ChoiceTape, until: number | undefined): { departure: D | undefined; tape: ChoiceTape } {
    const choices = new BranchedChoices(openKinds, beginning);
    const { departure, events } = this.#options.play(choices, until);
    this.#plays++;
    this.#events += events;
    return { departure, tape: choices.tape };
  }

  #isExhausted(): boolean {
    return this.#plays >= this.#options.plays || this.#events >= this.#options.events;
  }

  /** The branch of a kind that follows the recording longest; of equal ones the first. */
  #furthest(isOne: (branch: Branch<D>) => boolean): Branch<D> | undefined {
    let furthest: Branch<D> | undefined;
    for (const branch of this.#branches) {
      if (isOne(branch) && (furthest === undefined || isBetter(branch, furthest))) furthest = branch;
    }
    return furthest;
  }
}

function isBetter({ departure }: Branch<Departure>, { departure: other }: Branch<Departure>): boolean {
  const more = departure.position - other.position;
  return more > 0 || (more === 0 && departure.distance < other.distance);
}

/** The choices of a branch with the next change, and nothing after it. */
function nextBeginning(branch: Branch<Departure>): ChoiceTape {
  const { tape, position, option } = branch;
  const choice = tape[position] as RecordedChoice;
  branch.option++;
  if (branch.option >= choice.options.length) {
    branch.position--;
    branch.option = 1;
  }
  return [...tape.slice(0, position), { ...choice, chosen: option }];
}
