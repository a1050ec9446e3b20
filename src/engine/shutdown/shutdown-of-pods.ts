import type { Pod } from "../model/pod.ts";
import type { Operation } from "../reconcile/operation.ts";
import { isPastWorkflowDeadline, shouldExecute, shutdownStrategy } from "./shutdown-strategy.ts";

/** Why a pod that there is must end, as the message of its node; undefined when it may go on. */
export function endOfPod(operation: Operation, { metadata }: Pod): string | undefined {
  const isPartOfExitHandler = metadata.labels?.["workflows.argoproj.io/on-exit"] !== undefined;
  const strategy = shutdownStrategy(operation);
  if (!shouldExecute(strategy, isPartOfExitHandler)) return `workflow shutdown with strategy:  ${strategy}`;
  return isPastWorkflowDeadline(operation) && !isPartOfExitHandler ? "Step exceeded its deadline" : undefined;
}

/** Why a pod may not be created any more, as the message of its node; undefined when it may. */
export function refusalOfPod(operation: Operation, isPartOfExitHandler: boolean): string | undefined {
  const strategy = shutdownStrategy(operation);
  return shouldExecute(strategy, isPartOfExitHandler) ? undefined : `workflow shutdown with strategy: ${strategy}`;
}
