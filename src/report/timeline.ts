import { formatTime } from "../../sim/time.ts";
import { objectKey } from "../cluster/api-server/object-key.ts";
import { defaultNamespace } from "../manifest/load-manifests.ts";
import { isSameJson } from "../manifest/same-json.ts";
import type { CronWorkflowView } from "../timeline/cron-workflow-view.ts";
import type { NodeView } from "../timeline/node-view.ts";
import type { CronStatusEvent, RunEvent, StatusEvent } from "../timeline/run-event.ts";
import type { WorkflowView } from "../timeline/workflow-view.ts";
import { textTable } from "./text-table.ts";

/**
 * What happened in a run, one line for each change of a phase and each event, in order. Where it happened in more than
 * one namespace, everything is named with its own.
 */
export function timelineLines(events: readonly RunEvent[]): string[] {
  const narrator = new Narrator(namespacesOf(events).size > 1);
  const rows: [string, string][] = [];
  for (const event of events) {
    for (const line of narrator.tell(event)) rows.push([formatTime(event.t).padStart(8), line]);
  }
  return textTable(rows);
}

/** What people do that is not a command of `argo`. */
const deeds: Readonly<Record<string, string>> = {
  apply: "kubectl apply",
  deletePod: "kubectl delete pod",
  evict: "pods are evicted:",
  restartController: "the controller is restarted",
};

function namespacesOf(events: readonly RunEvent[]): ReadonlySet<string> {
  const ofWorkflows = events.filter(({ kind }) => kind !== "controller");
  return new Set(ofWorkflows.map(({ namespace = defaultNamespace }) => namespace));
}

function afterSpace(text: string): string {
  return text === "" ? "" : ` ${text}`;
}

/** Remembers the phases, to tell what each status event changes. */
class Narrator {
  readonly #workflows = new Map<string, WorkflowView>();
  readonly #nodes = new Map<string, NodeView>();
  readonly #cronWorkflows = new Map<string, CronWorkflowView>();
  readonly #namesNamespaces: boolean;

  constructor(namesNamespaces: boolean) {
    this.#namesNamespaces = namesNamespaces;
  }

  tell(event: RunEvent): readonly string[] {
    const object = this.#title(event, event.object);
    switch (event.kind) {
      case "status":
        return this.#tellStatus(event, object);
      case "action":
        return [`${object}: ${deeds[event.data.do] ?? `argo ${event.data.do}`}${afterSpace(event.data.node)}`];
      case "actionError":
        return [`${object}: the user sees: ${event.data}`];
      case "cronStatus":
        return this.#tellCronStatus(event, object);
      case "cronWorkflow":
        return [`CronWorkflow ${object} ${event.data}`];
      case "controller":
        return [`controller ${event.data}`];
      default:
        return [`${event.kind} ${object}: ${event.data}`];
    }
  }

  #title({ namespace = defaultNamespace }: RunEvent, name: string): string {
    return this.#namesNamespaces ? objectKey(namespace, name) : name;
  }

  #tellStatus(event: StatusEvent, object: string): readonly string[] {
    const { data } = event;
    const before = this.#workflows.get(object);
    this.#workflows.set(object, data.workflow);
    const lines = Object.entries(data.nodes ?? {}).flatMap(([name, node]) =>
      this.#tellNode(this.#title(event, name), node),
    );
    for (const name of (data.removed ?? []).map((one) => this.#title(event, one))) {
      this.#nodes.delete(name);
      lines.push(`node ${name} removed`);
    }
    const { phase, shutdown, suspend, message } = data.workflow;
    if (before === undefined) lines.unshift(`workflow ${object} created`);
    if (shutdown !== undefined && before?.shutdown !== shutdown) lines.push(`workflow ${object} shutdown ${shutdown}`);
    if (suspend !== before?.suspend) lines.push(`workflow ${object} ${suspend ? "suspended" : "resumed"}`);
    const change = phaseChange(before, { phase, ...(message !== undefined && { message }) });
    if (change !== undefined) lines.push(`workflow ${object} ${change}`);
    return lines;
  }

  #tellCronStatus({ data }: CronStatusEvent, object: string): readonly string[] {
    const before = this.#cronWorkflows.get(object);
    this.#cronWorkflows.set(object, data);
    return (before === undefined ? ["created"] : cronWorkflowChanges(before, data)).map(
      (change) => `CronWorkflow ${object} ${change}`,
    );
  }

  #tellNode(name: string, node: NodeView): readonly string[] {
    const before = this.#nodes.get(name);
    this.#nodes.set(name, node);
    const change = phaseChange(before, node);
    if (change === undefined) return [];
    return [before === undefined ? `${node.type} node ${name} ${change}` : `node ${name} ${change}`];
  }
}

function cronWorkflowChanges(before: CronWorkflowView, after: CronWorkflowView): readonly string[] {
  const { active, conditions = [], lastScheduledTime, succeeded, failed, suspend } = after;
  const changes = active
    .filter((name) => !before.active.includes(name))
    .map((name) => `runs ${name}, due ${lastScheduledTime}`);
  const ended = before.active.filter((name) => !active.includes(name));
  if (ended.length > 0) changes.push(`sees the end of ${ended.join(", ")}`);
  if (succeeded !== before.succeeded || failed !== before.failed) {
    changes.push(`counts ${succeeded} succeeded, ${failed} failed`);
  }
  for (const condition of conditions) {
    if (before.conditions?.some((known) => isSameJson(known, condition))) continue;
    changes.push(`${condition.type}: ${condition.message}`);
  }
  if (suspend !== before.suspend) changes.push(suspend ? "suspended" : "resumed");
  const change = phaseChange(before, after);
  return change === undefined ? changes : [...changes, change];
}

interface Phased {
  readonly phase: string;
  readonly message?: string;
}

/** In the words of the controller's log. */
function phaseChange(before: Phased | undefined, { phase, message = "" }: Phased): string | undefined {
  if (before?.phase === phase && (before.message ?? "") === message) return undefined;
  const words = message === "" ? "" : `: ${message}`;
  if (before === undefined || before.phase === "") return phase === "" ? undefined : `phase ${phase}${words}`;
  return before.phase === phase ? `phase ${phase}${words}` : `phase ${before.phase} -> ${phase}${words}`;
}
