/**
 * Why the execution of a template stopped short. The kinds that upstream compares by identity (`ErrTimeout`,
 * `ErrParallelismReached` ...) each have their own; `transient` errors are tried again at the next reconcile.
 */
export interface ExecutionError {
  readonly kind: "deadlineExceeded" | "parallelismReached" | "maxDepthExceeded" | "timeout" | "transient" | "other";
  readonly message: string;
}

export const deadlineExceeded: ExecutionError = { kind: "deadlineExceeded", message: "Deadline exceeded" };
export const parallelismReached: ExecutionError = { kind: "parallelismReached", message: "Max parallelism reached" };
export const timeout: ExecutionError = { kind: "timeout", message: "timeout" };
export const maxDepthExceeded: ExecutionError = {
  kind: "maxDepthExceeded",
  message:
    "Maximum recursion depth exceeded. See https://argo-workflows.readthedocs.io/en/latest/scaling/#maximum-recursion-depth",
};

export function otherError(message: string): ExecutionError {
  return { kind: "other", message };
}

/** A Go panic inside a reconcile: the controller recovers from it and marks the workflow as Error with this text. */
export class Panic extends Error {
  override readonly name = "Panic";
}
