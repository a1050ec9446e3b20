import fc from "fast-check";
import type { Choices } from "../../sim/choice/choice.ts";

/** A program as a tree: it asks one choice, and what it does next depends on the answer. */
export interface Program {
  readonly kind: string;
  readonly label: string;
  /** What follows each option; the end of the program where there is nothing. */
  readonly branches: readonly (Program | undefined)[];
}

const { tree } = fc.letrec<{ tree: Program | undefined }>((tie) => ({
  tree: fc.option(
    fc.record({
      kind: fc.constantFrom("deliver", "conflict", "fault"),
      // Few labels, so that one label is often asked several times in a run.
      label: fc.constantFrom("a", "b", "c", "d"),
      branches: fc.array(tie("tree"), { minLength: 1, maxLength: 4 }),
    }),
    { nil: undefined, depthSize: "small", maxDepth: 5 },
  ),
}));

export const program: fc.Arbitrary<Program | undefined> = tree;

/** Runs a program, and gives the answers that it got, one per choice. */
export function play(program: Program | undefined, choices: Choices): number[] {
  const answers: number[] = [];
  for (let step = program; step !== undefined; ) {
    const answer = choices.choose(step.kind, `${step.kind}:${step.label}`, optionNames(step.branches.length));
    answers.push(answer);
    step = step.branches[answer];
  }
  return answers;
}

/** All ways through a program, in lexicographic order. */
export function paths(program: Program | undefined): number[][] {
  if (program === undefined) return [[]];
  return program.branches.flatMap((branch, answer) => paths(branch).map((rest) => [answer, ...rest]));
}

export function optionNames(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `option ${index}`);
}
