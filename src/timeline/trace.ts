import { NamespacedMap } from "../cluster/api-server/namespaced-map.ts";
import type { JournalEvent, JournalEventOf, PodData, StoredData } from "../journal/journal-event.ts";
import type { NodeIdentity } from "../journal/object-identity.ts";
import { defaultNamespace } from "../manifest/load-manifests.ts";
import { isSameJson } from "../manifest/same-json.ts";
import { type CronWorkflowView, viewCronWorkflow } from "./cron-workflow-view.ts";
import type { PodEvent, RunEvent } from "./run-event.ts";
import { StatusTracer } from "./status-tracer.ts";

/**
 * The recorded trace of a run: statuses as what visibly changed in them, and what happened to pods at one instant in the
 * order of their nodes' names, because kubelets do not wait for each other.
 *
 * @param startTime wall-clock time at virtual time 0, in milliseconds since 1970
 */
export function traceRun(journal: Iterable<JournalEvent>, startTime: number): readonly RunEvent[] {
  const trace = new Trace(startTime);
  for (const event of journal) trace.add(event);
  return trace.end();
}

class Trace {
  readonly #startTime: number;
  readonly #workflows = new NamespacedMap<StatusTracer>();
  readonly #cronWorkflows = new NamespacedMap<CronWorkflowView>();
  readonly #events: RunEvent[] = [];
  /** What happened to pods at the present instant, with nothing else in between. */
  #pods: PodEvent[] = [];

  constructor(startTime: number) {
    this.#startTime = startTime;
  }

  add(event: JournalEvent): void {
    const traced = this.#trace(event);
    if (traced?.kind === "pod") {
      if (this.#pods[0]?.t !== traced.t) this.#flushPods();
      this.#pods.push(traced);
    } else if (traced !== undefined) {
      this.#flushPods();
      this.#events.push(traced);
    } else if (event.kind === "stored" && (event.data.of === "Workflow" || event.data.of === "CronWorkflow")) {
      // What happened before a write of a workflow goes before it, even if the write shows nothing.
      this.#flushPods();
    }
  }

  end(): readonly RunEvent[] {
    this.#flushPods();
    return this.#events;
  }

  #flushPods(): void {
    if (this.#pods.length === 0) return;
    for (const pod of this.#pods.sort(byNodeName)) this.#events.push(pod);
    this.#pods = [];
  }

  #trace(event: JournalEvent): RunEvent | undefined {
    const { object } = event;
    switch (event.kind) {
      case "stored":
        return this.#traceStored(event);
      case "pod":
        return traced(event, "pod", event.node?.name ?? object.name, podText(event.data));
      case "task":
        return traced(event, "task", event.node?.name ?? object.name, event.data.phase);
      case "acted":
        return traced(event, "action", object.name, event.data);
      case "actionRefused":
        return traced(event, "actionError", object.name, event.data.message);
      case "request":
        if (event.data.fate.kind !== "refused") return undefined;
        return traced(event, "fault", event.data.title, event.data.fate.fault);
      case "invalid":
        return traced(event, "cronWorkflow", object.name, `Invalid ${event.data.message}`);
      case "controller":
        // That the process crashed is how the run ended.
        return event.data.what === "crashed" ? undefined : traced(event, "controller", object.name, event.data.what);
      default:
        return undefined;
    }
  }

  #traceStored(event: JournalEventOf<"stored">): RunEvent | undefined {
    const { data, object } = event;
    const { namespace, name } = object;
    switch (data.of) {
      case "Workflow": {
        if (data.after === undefined) {
          this.#workflows.delete(namespace, name);
          return traced(event, "workflow", name, "Deleted");
        }
        let tracer = this.#workflows.get(namespace, name);
        if (tracer === undefined) {
          tracer = new StatusTracer();
          this.#workflows.set(namespace, name, tracer);
        }
        const change = tracer.observe(data.after);
        return change && traced(event, "status", name, change);
      }
      case "CronWorkflow": {
        if (data.after === undefined) return traced(event, "cronWorkflow", name, "Deleted");
        const view = viewCronWorkflow(data.after, this.#startTime);
        if (isSameJson(this.#cronWorkflows.get(namespace, name), view)) return undefined;
        this.#cronWorkflows.set(namespace, name, view);
        return traced(event, "cronStatus", name, view);
      }
      case "Pod": {
        const title = titleOfPod(name, event.node, data);
        if (data.change === "added") return traced(event, "pod", title, `Created ${name}`);
        return data.change === "deleted" ? traced(event, "pod", title, "Deleted") : undefined;
      }
      default:
        return undefined;
    }
  }
}

function traced<Kind extends RunEvent["kind"]>(
  { t, object: { kind: of, namespace } }: JournalEvent,
  kind: Kind,
  object: string,
  data: Extract<RunEvent, { readonly kind: Kind }>["data"],
): RunEvent {
  const isElsewhere = namespace !== defaultNamespace && of !== "Deployment";
  return (isElsewhere ? { t, kind, object, data, namespace } : { t, kind, object, data }) as RunEvent;
}

/** How a trace names a pod: by its node, as `agent`, or by its own name. */
export function titleOfPod(
  name: string,
  node: NodeIdentity | undefined,
  { before, after }: Extract<StoredData, { readonly of: "Pod" }>,
): string {
  return node?.name ?? ((after ?? before)?.spec.component === "agent" ? "agent" : name);
}

/** What happened to a pod, as recordings word it. */
export function podText(data: PodData): string {
  switch (data.what) {
    case "running":
      return "Running";
    case "stuck":
      return `Stuck ${data.reason}`;
    case "ended":
      return `${data.phase} exit ${data.exitCode}`;
    case "evicted":
      return "Evicted";
    case "deadlineExceeded":
      return "DeadlineExceeded";
    case "signalIgnored":
      return "SIGTERM ignored";
  }
}

function byNodeName(left: PodEvent, right: PodEvent): number {
  return left.object < right.object ? -1 : left.object > right.object ? 1 : 0;
}
