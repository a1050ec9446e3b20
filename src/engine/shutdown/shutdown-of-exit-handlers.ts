import type { Operation } from "../reconcile/operation.ts";
import { shouldExecute, shutdownStrategy } from "./shutdown-strategy.ts";

/**
 * Whether the exit handler of a step or task may run. Under `argo terminate` it may not, even when it runs already: what
 * it consists of is not looked at any more (`runOnExitNode`).
 */
export function mayExitHandlerOfNodeRun(operation: Operation): boolean {
  return shouldExecute(shutdownStrategy(operation), true);
}

/**
 * Whether the exit handler of the workflow may run. One that has begun is followed to its end, so that its nodes end too
 * once its pods are killed; older releases left it as it was.
 */
export function mayExitHandlerOfWorkflowRun(operation: Operation, nodeName: string): boolean {
  if (shouldExecute(shutdownStrategy(operation), true)) return true;
  if (operation.has("terminate-abandons-exit-handler")) return false;
  // A workflow made from a WorkflowTemplate looks for the node where its nodes are not, and so never finds it.
  return operation.spec.workflowTemplateRef === undefined && operation.nodes.byName(nodeName) !== undefined;
}
