/** The most nodes that a workflow may have; one of this size fits into no cluster's etcd. */
export const mostNodes = 120_000;

/**
 * How deep templates may call each other. Where upstream stops is a hundred levels of a run, unless DISABLE_MAX_RECURSION
 * is set; its validation stops nowhere. It is counted for the reason that `deepestNesting` gives.
 */
export const deepestTemplates = 150;

/**
 * How many templates one reconcile may execute, by the number of nodes that there are. A hook that calls the DAG of its
 * own task doubles them with each level; the real controller puts the rest off after 30 seconds, but virtual time stands
 * still in a reconcile.
 */
export function mostExecutions(nodes: number): number {
  return 50_000 + 10 * nodes;
}
