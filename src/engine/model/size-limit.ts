/** The most nodes that a workflow may have; one of this size fits into no cluster's etcd. */
export const mostNodes = 120_000;

/** The longest text, in characters, that tags may make: ten times what the API server accepts as a whole object. */
export const longestText = 16_000_000;

/**
 * How many templates one reconcile may execute, by the number of nodes that there are. A hook that calls the DAG of its
 * own task doubles them with each level; the real controller puts the rest off after 30 seconds, but virtual time stands
 * still in a reconcile.
 */
export function mostExecutions(nodes: number): number {
  return 50_000 + 10 * nodes;
}

/**
 * A workflow grows beyond all that a cluster could hold, as with recursion or a loop that does not end. The simulation
 * ends here; nothing in the engine may catch it.
 */
export class SizeLimitExceeded extends Error {
  override readonly name = "SizeLimitExceeded";
}
