import type { Release } from "../../../releases/release.ts";

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

/** Templates are nested too deeply (`ErrMaxDepthExceeded`); the message links to the documentation of some release. */
export function maxDepthExceeded(release: Release): ExecutionError {
  const documented = release.has("recursion-error-links-to-docs-of-release") ? "release-3.5" : "latest";
  const page = `https://argo-workflows.readthedocs.io/en/${documented}/scaling/#maximum-recursion-depth`;
  return { kind: "maxDepthExceeded", message: `${maxDepthMessage}. See ${page}` };
}

/** What the message of `maxDepthExceeded` begins with in all releases. */
export const maxDepthMessage = "Maximum recursion depth exceeded";

export function otherError(message: string): ExecutionError {
  return { kind: "other", message };
}

/** A Go panic inside a reconcile: the controller recovers from it and marks the workflow as Error with this text. */
export class Panic extends Error {
  override readonly name = "Panic";
}
