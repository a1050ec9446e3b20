import type { ClusterEvent } from "../cluster/trace.ts";
import type { RunEvent } from "./run-event.ts";
import { StatusTracer } from "./status-tracer.ts";

/**
 * The timeline of a run: statuses as what visibly changed in them, and what happened to pods at one instant in the
 * order of their nodes' names, because kubelets do not wait for each other.
 */
export function traceRun(timeline: readonly ClusterEvent[]): readonly RunEvent[] {
  const tracers = new Map<string, StatusTracer>();
  const events: RunEvent[] = [];
  for (const event of timeline) {
    switch (event.kind) {
      case "status": {
        const tracer = tracers.get(event.object) ?? new StatusTracer();
        tracers.set(event.object, tracer);
        const data = tracer.observe(event.data.after);
        if (data !== undefined) events.push({ t: event.t, kind: "status", object: event.object, data });
        break;
      }
      case "pod":
        insertPodEvent(events, event);
        break;
      case "workflow":
        tracers.delete(event.object);
        events.push(event);
        break;
      default:
        events.push(event);
    }
  }
  return events;
}

function insertPodEvent(events: RunEvent[], event: Extract<ClusterEvent, { readonly kind: "pod" }>): void {
  let at = events.length;
  for (; at > 0; at--) {
    const before = events[at - 1];
    if (before?.kind !== "pod" || before.t !== event.t || before.object <= event.object) break;
  }
  events.splice(at, 0, event);
}
