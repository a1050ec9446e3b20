import type { NodeStatus } from "../../engine/model/node-status.ts";

/**
 * Answers whether anything below a node succeeded, nodes that are to run again not counting
 * (`isDescendantNodeSucceeded`). Remembers its answers, for a DAG has many ways to one node.
 */
export function succeededDescendants(
  nodes: { get(id: string): NodeStatus | undefined },
  runAgain: ReadonlySet<string>,
): (node: NodeStatus) => boolean {
  const known = new Map<string, boolean>();
  const hasSucceededDescendant = (node: NodeStatus): boolean => {
    const answer = known.get(node.id);
    if (answer !== undefined) return answer;
    const found = (node.children ?? []).some((id) => {
      const child = nodes.get(id);
      if (child === undefined) return false;
      return (child.phase === "Succeeded" && !runAgain.has(id)) || hasSucceededDescendant(child);
    });
    known.set(node.id, found);
    return found;
  };
  return hasSucceededDescendant;
}
