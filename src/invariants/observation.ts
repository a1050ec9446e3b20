import type { SimulationResult } from "../cluster/simulation.ts";
import type { CronWorkflowObject } from "../engine/model/cron-workflow-object.ts";
import type { NodeStatus } from "../engine/model/node-status.ts";
import type { WorkflowObject } from "../engine/model/workflow-object.ts";

/** A node that is new or changed. Records are immutable, so an unchanged node is the same record. */
export interface NodeChange {
  readonly before: NodeStatus | undefined;
  readonly after: NodeStatus;
}

/** A stored workflow changed. */
export interface WorkflowChange {
  /** Virtual milliseconds. */
  readonly t: number;
  /** Absent for a workflow that is new. */
  readonly before: WorkflowObject | undefined;
  readonly after: WorkflowObject;
  readonly changed: readonly NodeChange[];
  readonly removed: readonly NodeStatus[];
  /** Whether this is what `argo retry` or `argo resubmit --memoized` wrote: it may undo what is otherwise final. */
  readonly isRetry: boolean;
  /** Whether one of these has written it, now or before: some attempts and times are then those of before. */
  readonly hasBeenRetried: boolean;
}

/** A pod of a node was created. */
export interface PodCreation {
  readonly t: number;
  /** The workflow as it was stored at that instant. */
  readonly workflow: WorkflowObject;
  readonly nodeName: string;
  readonly podName: string;
}

/** Something else happened to the pod of a node. */
export interface PodChange {
  readonly t: number;
  readonly nodeName: string;
  /** As a timeline tells it: `Running`, `Succeeded exit 0`, `Deleted`... */
  readonly what: string;
}

/** A stored workflow is gone. */
export interface WorkflowDeletion {
  readonly t: number;
  readonly workflow: WorkflowObject;
}

/** A CronWorkflow is new or has changed. */
export interface CronWorkflowChange {
  readonly t: number;
  readonly cronWorkflow: CronWorkflowObject;
}

/** A controller has started after another had ended. */
export interface ControllerStart {
  readonly t: number;
}

/** The run is over. */
export interface RunEnd {
  readonly t: number;
  readonly reason: SimulationResult["reason"];
  /** The last words of a controller that crashed; else empty. */
  readonly message: string;
  /** The workflows that exist, as they are stored. */
  readonly workflows: readonly WorkflowObject[];
}
