import type { ControllerPorts } from "../engine/model/ports.ts";
import type { WorkflowObject } from "../engine/model/workflow-object.ts";

/** What an operation of a user needs to know beside the workflow. */
export interface UserOperationContext extends Pick<ControllerPorts, "now" | "order" | "random" | "release"> {
  /** Whether the command goes through the Argo server, which refuses more than the client does by itself. */
  readonly usesArgoServer: boolean;
}

/** What a command of the `argo` client does to the stored workflow. */
export type UserOperationResult =
  | {
      readonly ok: true;
      /** The workflow to store; `unchanged` says that there is nothing to store. */
      readonly workflow: WorkflowObject;
      readonly unchanged?: true;
      /** Names of the pods to delete before the workflow is stored; ones that are gone are no error. */
      readonly podsToDelete?: readonly string[];
    }
  | UserOperationRefusal;

export interface UserOperationRefusal {
  readonly ok: false;
  /** The text that the user sees. */
  readonly error: string;
  /** The server does not give up yet: it reads the workflow anew and tries again, see {@link attemptDelays}. */
  readonly tryAgain?: true;
}

export function refuse(error: string): UserOperationRefusal {
  return { ok: false, error };
}

/** A refusal that the server takes for a passing one. */
export function refuseForNow(error: string): UserOperationRefusal {
  return { ok: false, error, tryAgain: true };
}

/** Milliseconds between the attempts at an operation that met a conflict or was refused for now (`retry.DefaultRetry`). */
export const attemptDelays: readonly number[] = [10, 20, 40, 80];

/** What the user sees when no attempt succeeded: with the last refusal, or without one after conflicts (`wait.Backoff`). */
export function attemptsExhausted(lastRefusal?: string): string {
  const timedOut = "timed out waiting for the condition";
  return lastRefusal === undefined ? timedOut : `${timedOut}: ${lastRefusal}`;
}
