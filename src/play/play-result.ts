import type { UnknownOption } from "../../sim/choice/scripted-choices.ts";
import type { GivenObject } from "../cluster/given-objects.ts";
import type { CronWorkflowObject } from "../engine/model/cron-workflow-object.ts";
import type { WorkflowObject } from "../engine/model/workflow-object.ts";
import type { Violation } from "../invariants/invariant.ts";
import type { ScenarioDiagnostic } from "../scenario/load-scenario.ts";
import type { RunEvent } from "../timeline/run-event.ts";
import type { Refusal } from "./scripted-actions.ts";

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
  | { readonly kind: "controllerCrash"; readonly message: string };

/** What came of playing a scenario on one release. */
export interface PlayResult {
  readonly engine: string;
  readonly end: RunEnd;
  /** Virtual milliseconds. */
  readonly endedAt: number;
  /** Wall-clock time at virtual time 0, in milliseconds since 1970. */
  readonly startTime: number;
  readonly events: readonly RunEvent[];
  /** The pods, claims and tasks of agents that the controller made, in order. */
  readonly given: readonly GivenObject[];
  /** The workflows as they were stored last, in the order of their creation; also those deleted since. */
  readonly workflows: readonly WorkflowObject[];
  /** The CronWorkflows, likewise. */
  readonly cronWorkflows: readonly CronWorkflowObject[];
  /** How the run broke the invariants that were watched. */
  readonly violations: readonly Violation[];
  /** The actions that were refused. */
  readonly refusals: readonly Refusal[];
  /** The entries of the scenario's choices whose options there are not. */
  readonly unknownOptions: readonly UnknownOption[];
  /** What of the scenario had no effect: rules that no pod matched, conditions that never came true, refusals. */
  readonly warnings: readonly ScenarioDiagnostic[];
}
