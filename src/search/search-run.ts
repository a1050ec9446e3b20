import type { Choices } from "../../sim/choice/choice.ts";
import { type AskedKinds, type ChoiceTape, RecordingChoices } from "../../sim/choice/choice-tape.ts";
import type { Invariant, Violation } from "../invariants/invariant.ts";
import { playForViolations } from "../judge/play-scenario.ts";
import type { LoadedScenario } from "../scenario/load-scenario.ts";

/** What came of one run of a search. */
export interface SearchRun {
  /** The choices that were made. */
  readonly tape: ChoiceTape;
  /** How the run broke the invariants. */
  readonly violations: readonly Violation[];
}

/** What is searched. */
export interface SearchSubject {
  readonly loaded: LoadedScenario;
  readonly engine: string;
  readonly invariants: readonly Invariant[];
}

/** Plays a scenario once, with the choices of somebody, of those kinds that they are asked for. */
export function searchRun(
  { loaded, engine, invariants }: SearchSubject,
  choices: Choices,
  asks?: AskedKinds,
): SearchRun {
  const recording = new RecordingChoices(choices, asks);
  const violations = playForViolations(loaded, engine, { invariants, choices: recording });
  return { tape: recording.tape, violations };
}
