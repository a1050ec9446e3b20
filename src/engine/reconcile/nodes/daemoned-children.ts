import type { Operation } from "../operation.ts";
import { podNameOfNode } from "./pod-of-node.ts";

/** Ends the daemons of a Steps or DAG node that is done; `""` stands for the workflow (`killDaemonedChildren`). */
export function killDaemonedChildren(operation: Operation, boundaryID: string): void {
  for (const node of operation.nodes.those("daemoned")) {
    if ((node.boundaryID ?? "") !== boundaryID) continue;
    const name = podNameOfNode(operation, node);
    operation.ports.queues.queuePodForCleanup(operation.namespace, name, "terminateContainers", 0);
    operation.updateNode(node, { phase: "Succeeded", daemoned: false });
  }
}
