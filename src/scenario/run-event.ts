import type { TimelineEvent } from "../../sim/timeline.ts";
import type { ClusterEvent } from "../cluster/trace.ts";
import type { StatusChange } from "./status-tracer.ts";

/** A stored workflow changed visibly; `object` is its name. */
export type StatusEvent = TimelineEvent<"status", StatusChange>;

/** One entry of the timeline of a run: what happened in the cluster, with statuses as what changed in them. */
export type RunEvent = StatusEvent | Exclude<ClusterEvent, { readonly kind: "status" }>;
