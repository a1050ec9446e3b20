import type { TimelineEvent } from "../../sim/timeline.ts";
import type { ClusterEvent } from "../cluster/trace.ts";
import type { CronWorkflowView } from "./cron-workflow-view.ts";
import type { StatusChange } from "./status-tracer.ts";

/** A stored workflow changed visibly; `object` is its name. */
export type StatusEvent = TimelineEvent<"status", StatusChange>;

/** A stored CronWorkflow changed visibly; `object` is its name. */
export type CronStatusEvent = TimelineEvent<"cronStatus", CronWorkflowView>;

/** One entry of the timeline of a run: what happened in the cluster, with statuses as what changed in them. */
export type RunEvent =
  | StatusEvent
  | CronStatusEvent
  | Exclude<ClusterEvent, { readonly kind: "status" | "cronStatus" }>;
