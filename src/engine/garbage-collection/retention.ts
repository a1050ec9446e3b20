import type { ControllerConfiguration } from "../model/ports.ts";
import type { WorkflowObject } from "../model/workflow-object.ts";

type RetentionPolicy = NonNullable<ControllerConfiguration["retentionPolicy"]>;
type FinalPhase = "Succeeded" | "Failed" | "Error";

/** The finished workflows that the controller's `retentionPolicy` keeps, the oldest going first (`retentionEnqueue`). */
export class RetainedWorkflows {
  readonly #policy: RetentionPolicy;
  readonly #kept: Record<FinalPhase, WorkflowObject[]> = { Succeeded: [], Failed: [], Error: [] };

  constructor(policy: RetentionPolicy) {
    this.#policy = policy;
  }

  /** Adds a finished workflow; answers with those that are now too many, in the order in which to delete them. */
  add(workflow: WorkflowObject): WorkflowObject[] {
    const phase = workflow.metadata.labels?.["workflows.argoproj.io/phase"];
    if (phase !== "Succeeded" && phase !== "Failed" && phase !== "Error") return [];
    const kept = this.#kept[phase];
    if (!kept.some(({ metadata }) => metadata.name === workflow.metadata.name)) kept.push(workflow);
    kept.sort((left, right) => left.metadata.creationTimestamp - right.metadata.creationTimestamp);
    return kept.splice(0, Math.max(0, kept.length - this.#limit(phase)));
  }

  #limit(phase: FinalPhase): number {
    const { completed, failed, errored } = this.#policy;
    return { Succeeded: completed, Failed: failed, Error: errored }[phase];
  }
}
