import type { Operation } from "../reconcile/operation.ts";

/** How a workflow was told to end: `argo stop` spares exit handlers, `argo terminate` spares nothing. */
export type ShutdownStrategy = "" | "Stop" | "Terminate";

export function shutdownStrategy({ executionSpec }: Pick<Operation, "executionSpec">): ShutdownStrategy {
  return (executionSpec.shutdown ?? "") as ShutdownStrategy;
}

export function isShuttingDown(operation: Pick<Operation, "executionSpec">): boolean {
  return shutdownStrategy(operation) !== "";
}

/** The message of what a shutdown ends; undefined while there is none. */
export function messageOfShutdown(operation: Pick<Operation, "executionSpec">): string | undefined {
  const strategy = shutdownStrategy(operation);
  return strategy === "" ? undefined : `Stopped with strategy '${strategy}'`;
}

/** Whether work may run under this strategy (`ShutdownStrategy.ShouldExecute`). */
export function shouldExecute(strategy: ShutdownStrategy, isExitHandler: boolean): boolean {
  switch (strategy) {
    case "Terminate":
      return false;
    case "Stop":
      return isExitHandler;
    default:
      return true;
  }
}

/** Whether the workflow has passed its own deadline. */
export function isPastWorkflowDeadline({
  workflowDeadline,
  now,
}: Pick<Operation, "workflowDeadline" | "now">): boolean {
  return workflowDeadline !== undefined && now > workflowDeadline;
}
