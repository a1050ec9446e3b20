import type { Choices } from "../../../sim/choice/choice.ts";

/**
 * A way to search: it decides who makes the choices of each run. The choices of a run depend on its number alone, and
 * not on what came of other runs, so that runs can be played in any order and on several machines.
 */
export interface Strategy {
  /** Who makes the choices of one run; runs are counted from 1. */
  choicesOf(run: number): Choices;
}
