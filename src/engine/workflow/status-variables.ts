import { nodesOfWorkflow } from "../open-order.ts";
import type { Operation } from "../operation.ts";
import type { NodePhase, NodeStatus } from "../status/node-status.ts";
import { podNameVersion } from "../values/node-identity.ts";
import { noFailures, workflowFailures } from "../values/workflow-failures.ts";

/** What the entry node's phase makes of the workflow, as hooks and exit handlers see it. */
function workflowStatusOf(phase: NodePhase): string {
  return phase === "Skipped" || phase === "Omitted" ? "Succeeded" : phase;
}

/** Sets `workflow.status` and `workflow.failures` for hooks and exit handlers. */
export function setStatusVariables(operation: Operation, entry: NodeStatus): void {
  operation.globals.set("workflow.status", workflowStatusOf(entry.phase));
  const failures = operation.nodes.some("failed") ? failuresOf(operation) : noFailures;
  operation.globals.set("workflow.failures", failures);
}

function failuresOf(operation: Operation): string {
  const { configuration, order, release } = operation.ports;
  return workflowFailures(order(nodesOfWorkflow, operation.name, operation.nodes.those("failed")), {
    workflowName: operation.name,
    podNameVersion: podNameVersion(undefined, configuration.environment),
    release,
    epoch: operation.valueContext.epoch,
  });
}
