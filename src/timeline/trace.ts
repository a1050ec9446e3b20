import type { ClusterEvent } from "../cluster/trace.ts";
import { isSameJson } from "../manifest/same-json.ts";
import { type CronWorkflowView, viewCronWorkflow } from "./cron-workflow-view.ts";
import type { RunEvent } from "./run-event.ts";
import { StatusTracer } from "./status-tracer.ts";

/**
 * The timeline of a run: statuses as what visibly changed in them, and what happened to pods at one instant in the
 * order of their nodes' names, because kubelets do not wait for each other.
 *
 * @param startTime wall-clock time at virtual time 0, in milliseconds since 1970
 */
export function traceRun(timeline: readonly ClusterEvent[], startTime: number): readonly RunEvent[] {
  const tracers = new Map<string, StatusTracer>();
  const cronWorkflows = new Map<string, CronWorkflowView>();
  const events: RunEvent[] = [];
  let pods: PodEvent[] = [];
  for (const event of timeline) {
    if (event.kind !== "pod" || pods[0]?.t !== event.t) {
      for (const pod of pods.sort(byNodeName)) events.push(pod);
      pods = [];
    }
    switch (event.kind) {
      case "status": {
        const tracer = tracers.get(event.object) ?? new StatusTracer();
        tracers.set(event.object, tracer);
        const data = tracer.observe(event.data.after);
        if (data !== undefined) events.push({ t: event.t, kind: "status", object: event.object, data });
        break;
      }
      case "cronStatus": {
        const data = viewCronWorkflow(event.data, startTime);
        if (isSameJson(cronWorkflows.get(event.object), data)) break;
        cronWorkflows.set(event.object, data);
        events.push({ ...event, data });
        break;
      }
      case "pod":
        pods.push(event);
        break;
      case "workflow":
        tracers.delete(event.object);
        events.push(event);
        break;
      default:
        events.push(event);
    }
  }
  for (const pod of pods.sort(byNodeName)) events.push(pod);
  return events;
}

type PodEvent = Extract<ClusterEvent, { readonly kind: "pod" }>;

function byNodeName(left: PodEvent, right: PodEvent): number {
  return left.object < right.object ? -1 : left.object > right.object ? 1 : 0;
}
