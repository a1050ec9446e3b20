import type { ActedData } from "../journal/journal-event.ts";
import type { CronWorkflowView } from "./cron-workflow-view.ts";
import type { StatusChange } from "./status-tracer.ts";

interface Traced<Kind extends string, Data> {
  /** Virtual milliseconds. */
  readonly t: number;
  readonly kind: Kind;
  /** Name of what it happened to: of a workflow or CronWorkflow, or for a pod or task that of its node. */
  readonly object: string;
  readonly data: Data;
  /** Its namespace, unless that is `default`. */
  readonly namespace?: string;
}

/** A stored workflow changed visibly; `object` is its name. */
export type StatusEvent = Traced<"status", StatusChange>;

/** A stored CronWorkflow changed visibly; `object` is its name. */
export type CronStatusEvent = Traced<"cronStatus", CronWorkflowView>;

/** What happened to a pod, as recordings word it; `object` is the name of its node, or `agent`. */
export type PodEvent = Traced<"pod", string>;

/** One entry of the recorded trace of a run, in the form in which runs of the real controller are recorded. */
export type RunEvent =
  | StatusEvent
  | Traced<"workflow", "Deleted">
  | CronStatusEvent
  /** `Deleted`, or `Invalid` and what the controller finds wrong with it. */
  | Traced<"cronWorkflow", string>
  /** `Created NAME`, `Running`, `Stuck REASON`, `Succeeded exit 0`, `Failed exit N`, `Evicted`, `Deleted` ... */
  | PodEvent
  | Traced<"action", ActedData>
  /** The text that the user saw. */
  | Traced<"actionError", string>
  /** A request of the controller met this fault. */
  | Traced<"fault", string>
  /** The agent's answer to an HTTP or plugin task. */
  | Traced<"task", string>
  /** The controller's process `stopped` or `started`. */
  | Traced<"controller", string>;
