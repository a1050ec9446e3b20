import type { TimelineEvent } from "../../sim/timeline.ts";
import type { CronWorkflowObject } from "../engine/model/cron-workflow-object.ts";
import type { WorkflowObject } from "../engine/model/workflow-object.ts";

/** A user's action as it was carried out. */
export interface ActionData {
  readonly do: string;
  /** Node, or pattern of nodes, that it was about; empty for the whole workflow. */
  readonly node: string;
}

/**
 * What happens in the cluster, as a timeline tells it. `object` is the name of the workflow or CronWorkflow, or for a
 * pod or task that of its node.
 */
export type ClusterEvent =
  | TimelineEvent<"status", { readonly before: WorkflowObject | undefined; readonly after: WorkflowObject }>
  | TimelineEvent<"workflow", "Deleted">
  /** A CronWorkflow as it is now stored. */
  | TimelineEvent<"cronStatus", CronWorkflowObject>
  /** `Deleted`, or `Invalid` and what the controller finds wrong with it. */
  | TimelineEvent<"cronWorkflow", string>
  /** `Created NAME`, `Running`, `Stuck REASON`, `Succeeded exit 0`, `Failed exit N`, `Evicted`, `Deleted` ... */
  | TimelineEvent<"pod", string>
  | TimelineEvent<"action", ActionData>
  /** The text that the user saw. */
  | TimelineEvent<"actionError", string>
  | TimelineEvent<"fault", string>
  /** The agent's answer to an HTTP or plugin task. */
  | TimelineEvent<"task", string>
  /** The controller's process `stopped`, `started`, or crashed. */
  | TimelineEvent<"controller", string>;

/** Adds to the timeline, at the present instant. */
export type Emit = <Kind extends ClusterEvent["kind"]>(
  kind: Kind,
  object: string,
  data: Extract<ClusterEvent, { readonly kind: Kind }>["data"],
) => void;

/** Name under which the timeline tells of the agent's pod, which belongs to no node. */
export const agentObject = "agent";
