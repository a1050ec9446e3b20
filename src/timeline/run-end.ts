import type { SimulationResult } from "../cluster/simulation-result.ts";

/** Why a run ended. */
export type RunEnd =
  /** Every workflow is done and nothing has happened for a while. */
  | { readonly kind: "quiet" }
  /** The time limit of the scenario. */
  | { readonly kind: "limit" }
  /** The controller reconciled so often that it seems to go round in circles. */
  | { readonly kind: "reconcileLimit" }
  /** A workflow grew beyond what can be played; the message says how. */
  | { readonly kind: "sizeLimit"; readonly message: string }
  /** The process of the controller ended; the message is its last. */
  | { readonly kind: "controllerCrash"; readonly message: string }
  /** Somebody who watched the run had seen enough. */
  | { readonly kind: "stopped" };

export function runEnd(end: SimulationResult): RunEnd {
  switch (end.reason) {
    case "quiet":
    case "reconcileLimit":
    case "stopped":
      return { kind: end.reason };
    case "timeLimit":
      return { kind: "limit" };
    case "sizeLimit":
      return { kind: "sizeLimit", message: end.message };
    case "crash":
      return { kind: "controllerCrash", message: end.message };
  }
}
