import type { CronWorkflowObject } from "../engine/model/cron-workflow-object.ts";
import type { NodeStatus } from "../engine/model/node-status.ts";
import type { WorkflowObject } from "../engine/model/workflow-object.ts";
import type { PodData } from "../journal/journal-event.ts";
import type { RunEnd as HowRunEnded } from "../timeline/run-end.ts";

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
  /** Tells the node apart from those of other namespaces; see `nodeKeyOf`. */
  readonly nodeKey: string;
}

/** Something else happened to the pod of a node. */
export interface PodChange {
  readonly t: number;
  readonly nodeName: string;
  /** Tells the node apart from those of other namespaces; see `nodeKeyOf`. */
  readonly nodeKey: string;
  readonly change: PodData | { readonly what: "deleted" };
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
  readonly reason: HowRunEnded["kind"];
  /** The last words of a controller that crashed; else empty. */
  readonly message: string;
  /** The workflows that exist, as they are stored. */
  readonly workflows: readonly WorkflowObject[];
}

/** Whether a pod does nothing more after this. */
export function isEnd({ what }: PodChange["change"]): boolean {
  return what === "ended" || what === "evicted" || what === "deleted";
}

/** Whether a run was cut off, or its controller is gone: it says nothing about what would have become of it. */
export function wasCutOff(reason: RunEnd["reason"]): boolean {
  return reason === "controllerCrash" || reason === "reconcileLimit" || reason === "stopped";
}
