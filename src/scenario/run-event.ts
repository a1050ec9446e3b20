import type { TimelineEvent } from "../../sim/timeline.ts";
import type { StatusChange } from "./status-tracer.ts";

/** A stored workflow changed visibly; `object` is its name. */
export type StatusEvent = TimelineEvent<"status", StatusChange>;

/** What happened to a pod; `object` is the name of its node. */
export type PodEvent = TimelineEvent<"pod", string>;

/** A user did something to a workflow, or something happened to the cluster as the scenario says. */
export type ActionEvent = TimelineEvent<"action", { readonly do: string; readonly node: string }>;

/** Events told in words: the error that a user saw, an injected fault, an answer of the agent, the end of a workflow. */
export type NarratedEvent = TimelineEvent<"actionError" | "fault" | "task" | "workflow" | "note", string>;

/** One entry of the timeline of a run. */
export type RunEvent = StatusEvent | PodEvent | ActionEvent | NarratedEvent;
