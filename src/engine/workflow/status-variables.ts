import { podNameVersion } from "../model/node-identity.ts";
import type { NodePhase, NodeStatus } from "../model/node-status.ts";
import type { Nodes } from "../model/nodes.ts";
import { nodesOfWorkflow } from "../model/open-order.ts";
import type { Operation } from "../reconcile/operation.ts";
import { workflowFailures } from "../variables/workflow-failures.ts";

/** What the entry node's phase makes of the workflow, as hooks and exit handlers see it. */
function workflowStatusOf(phase: NodePhase): string {
  return phase === "Skipped" || phase === "Omitted" ? "Succeeded" : phase;
}

/** Sets `workflow.status` and `workflow.failures` for hooks and exit handlers. */
export function setStatusVariables(operation: Operation, entry: NodeStatus): void {
  operation.globals.set("workflow.status", workflowStatusOf(entry.phase));
  const nodes = operation.nodes.current;
  operation.globals.defer("workflow.failures", () => failuresAmong(nodes, operation));
}

function failuresAmong(nodes: Nodes, { name, ports, valueContext }: Operation): string {
  const { configuration, order, release } = ports;
  const failed = nodes.inOrder(nodes.index.failed).map((id) => nodes.get(id) as NodeStatus);
  return workflowFailures(order(nodesOfWorkflow, name, failed), {
    workflowName: name,
    podNameVersion: podNameVersion(undefined, configuration.environment),
    release,
    epoch: valueContext.epoch,
  });
}
