import type { Operation } from "../reconcile/operation.ts";

/** How a workflow was told to end: `argo stop` spares exit handlers, `argo terminate` spares nothing. */
export type ShutdownStrategy = "" | "Stop" | "Terminate";

export function shutdownStrategy(operation: Operation): ShutdownStrategy {
  return (operation.executionSpec.shutdown ?? "") as ShutdownStrategy;
}

export function isShuttingDown(operation: Operation): boolean {
  return shutdownStrategy(operation) !== "";
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
