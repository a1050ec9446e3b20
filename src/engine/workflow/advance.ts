import { countActivePods } from "../execution/check-parallelism.ts";
import { executeTemplate } from "../execution/execute-template.ts";
import { runExitHandlerOfWorkflow } from "../exit-handlers/exit-handler-of-workflow.ts";
import { executeWorkflowHooks } from "../hooks/workflow-hooks.ts";
import { emitMetrics } from "../metrics/emit-metrics.ts";
import { nodeMetricScope } from "../metrics/metric-scope.ts";
import type { ExecutionError } from "../model/errors/execution-error.ts";
import { isFailedOrError, isFulfilled } from "../model/node-predicates.ts";
import type { NodeStatus } from "../model/node-status.ts";
import { isWorkflowCompleted } from "../model/workflow-predicates.ts";
import { markWorkflowError, markWorkflowFailed, markWorkflowPhase } from "../reconcile/mark-workflow-phase.ts";
import { markNodeError } from "../reconcile/nodes/mark-node-phase.ts";
import type { Operation } from "../reconcile/operation.ts";
import { mayAgentGetWork } from "../shutdown/shutdown-of-nodes.ts";
import { messageOfShutdown } from "../shutdown/shutdown-strategy.ts";
import { reconcileTaskSet } from "../task-set/task-set.ts";
import { createPersistentVolumeClaims, deletePersistentVolumeClaims } from "./persistent-volume-claims.ts";
import { setStatusVariables } from "./status-variables.ts";
import { substituteWorkflowVolumes } from "./workflow-volumes.ts";

/** Executes the entrypoint, then hooks and exit handler, and ends the workflow when all are done. */
export function advance(operation: Operation): void {
  if (operation.executionSpec.parallelism !== undefined) operation.activePods = countActivePods(operation, "");
  const context = operation.templates.local;
  if (!substituteWorkflowVolumes(operation) || !createPersistentVolumeClaims(operation)) return;
  if (operation.phase === "Pending") markWorkflowPhase(operation, "Running");
  const entry = executeTemplate(operation, {
    nodeName: operation.name,
    holder: { template: operation.executionSpec.entrypoint ?? "" },
    reference: "steps",
    context,
    arguments: operation.executionSpec.arguments ?? {},
    options: { boundaryID: "" },
  });
  if (entry.error !== undefined) {
    endOnError(operation, entry.error, "error in entry template execution: ");
    return;
  }
  if (entry.node === undefined) return;
  setStatusVariables(operation, entry.node);
  const hooks = executeWorkflowHooks(operation, context);
  if (hooks.error !== undefined) markNodeError(operation, entry.node.name, hooks.error.message);
  if (mayAgentGetWork(operation)) reconcileTaskSet(operation);
  if (!hooks.completed || !isFulfilled(entry.node)) return;
  const exit = runExitHandlerOfWorkflow(operation, context);
  if (exit.kind === "error") endOnError(operation, exit.error, "error in exit template execution : ");
  if (exit.kind !== "done") return;
  endWorkflow(operation, entry.node, exit.node);
  if (!isWorkflowCompleted(operation.phase)) return;
  const { metrics } = operation.executionSpec;
  if (metrics !== undefined) emitMetrics(operation, metrics, nodeMetricScope(operation, entry.node), "all");
  deletePersistentVolumeClaims(operation);
}

/** An error of the entrypoint or exit handler ends the workflow, unless it only asks for patience. */
function endOnError(operation: Operation, error: ExecutionError, prefix: string): void {
  if (error.kind === "deadlineExceeded" || error.kind === "parallelismReached" || error.kind === "transient") {
    operation.notice(operation.name, error.message);
    return;
  }
  if (isWorkflowCompleted(operation.phase)) return;
  if (operation.ports.configuration.environment.BUBBLE_ENTRY_TEMPLATE_ERR === "false") return;
  markWorkflowError(operation, `${prefix}${error.message}`);
  deletePersistentVolumeClaims(operation);
}

/** Derives the workflow's end from that of its entrypoint and exit handler. */
function endWorkflow(operation: Operation, entry: NodeStatus, exit: NodeStatus | undefined): void {
  const message = (isFailedOrError(entry.phase) && messageOfShutdown(operation)) || (entry.message ?? "");
  switch (entry.phase) {
    case "Failed":
      markWorkflowFailed(operation, message);
      return;
    case "Error":
      markWorkflowError(operation, message);
      return;
    case "Succeeded":
    case "Skipped":
    case "Omitted":
      if (exit !== undefined && isFailedOrError(exit.phase)) {
        markWorkflowPhase(operation, exit.phase === "Failed" ? "Failed" : "Error", exit.message ?? "");
      } else {
        markWorkflowPhase(operation, "Succeeded");
      }
      return;
    default:
      markWorkflowError(operation, `Unexpected node phase ${operation.name}: <nil>`);
  }
}
