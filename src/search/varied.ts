import { type ChoiceKind, choiceKinds } from "../cluster/choice-kinds.ts";

/** What a search varies: kinds of choices, each with the options that may be taken beside the obedient one. */
export type Varied = ReadonlyMap<ChoiceKind, ReadonlySet<string> | "all">;

/**
 * What is varied unless somebody asks for more: how long pods take and how they end by themselves, how they take
 * signals, and when people stop or terminate the workflow.
 */
export const usuallyVaried: Varied = new Map<ChoiceKind, ReadonlySet<string> | "all">([
  ["pending", "all"],
  ["run", "all"],
  ["end", new Set(["exit 1", "exit 2", "out of memory"])],
  ["signal", "all"],
  ["action", new Set(["terminate", "stop"])],
  ["delay", "all"],
]);

/** What is usually varied, and kinds with all their options. */
export function variedWith(kinds: Iterable<ChoiceKind>): Varied {
  const varied = new Map(usuallyVaried);
  for (const kind of kinds) varied.set(kind, "all");
  return varied;
}

/** All that a run may vary. */
export const everythingVaried: Varied = new Map(
  (Object.keys(choiceKinds) as ChoiceKind[]).map((kind) => [kind, "all"] as const),
);
