/** What is wrong, in the controller's words; undefined when nothing is. */
export type Problem = string | undefined;

/** The first problem that a check finds in the items, in their order. */
export function firstProblem<Item>(
  items: readonly Item[] | undefined,
  check: (item: Item, index: number) => Problem,
): Problem {
  for (const [index, item] of (items ?? []).entries()) {
    const problem = check(item, index);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** A problem with the words that lead to its place. */
export function prefixed(prefix: string, problem: Problem): Problem {
  return problem === undefined ? undefined : `${prefix}${problem}`;
}
