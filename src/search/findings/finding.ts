import type { Deviation } from "../../../sim/choice/deviations.ts";
import type { Violation } from "../../invariants/invariant.ts";

/** A way of breaking an invariant, with the simplest choices that show it so far. */
export interface SearchFinding {
  readonly signature: string;
  readonly engine: string;
  /** The choices that are not obedient. */
  readonly deviations: readonly Deviation[];
  /** All that the run with these choices violates; the one that the finding is about comes first. */
  readonly violations: readonly [Violation, ...Violation[]];
  /** How many runs of the search showed it. */
  readonly count: number;
}

/** The same for violations of probably one cause: the invariant, and the nodes without the numbers in their names. */
export function signatureOf({ invariant, workflow, nodes }: Violation): string {
  const patterns = new Set(nodes.map((node) => nodePattern(node, workflow)));
  return [invariant, ...[...patterns].sort()].join(" ");
}

/** The violations with the one of this signature first; undefined when it is not among them. */
export function violationsOf(
  violations: readonly Violation[],
  signature: string,
): readonly [Violation, ...Violation[]] | undefined {
  const own = violations.find((violation) => signatureOf(violation) === signature);
  return own && [own, ...violations.filter((violation) => violation !== own)];
}

/** `.onExit[*].notify` for `demo.onExit[1].notify`, `(*)` for an attempt or a loop's item. */
function nodePattern(node: string, workflow: string): string {
  const name = node.startsWith(workflow) ? node.slice(workflow.length) : node;
  return name.replaceAll(/\[\d+\]/g, "[*]").replaceAll(/\([^()]*\)/g, "(*)");
}
