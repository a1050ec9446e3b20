import type { UnknownOption } from "../../sim/choice/scripted-choices.ts";
import type { CronWorkflowObject } from "../engine/model/cron-workflow-object.ts";
import type { WorkflowObject } from "../engine/model/workflow-object.ts";
import type { Violation } from "../invariants/invariant.ts";
import type { Refusal } from "../play/scripted-actions.ts";
import type { ScenarioDiagnostic } from "../scenario/load-scenario.ts";
import type { GivenObject } from "../timeline/given-objects.ts";
import type { PodLife } from "../timeline/pod-life.ts";
import type { RunEnd } from "../timeline/run-end.ts";
import type { RunEvent } from "../timeline/run-event.ts";

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
  /** The workflows as they were stored last, namespace by namespace, in the order of their creation; also those deleted since. */
  readonly workflows: readonly WorkflowObject[];
  /** The CronWorkflows, likewise. */
  readonly cronWorkflows: readonly CronWorkflowObject[];
  /** The pods, in the order of their creation. */
  readonly pods: readonly PodLife[];
  /** How the run broke the invariants that were watched. */
  readonly violations: readonly Violation[];
  /** The actions that were refused. */
  readonly refusals: readonly Refusal[];
  /** The entries of the scenario's choices whose options there are not. */
  readonly unknownOptions: readonly UnknownOption[];
  /** What of the scenario had no effect: rules that no pod matched, conditions that never came true, refusals. */
  readonly warnings: readonly ScenarioDiagnostic[];
}
