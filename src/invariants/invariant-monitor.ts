import { NamespacedMap } from "../cluster/api-server/namespaced-map.ts";
import { objectKey } from "../cluster/api-server/object-key.ts";
import type { NodeStatus } from "../engine/model/node-status.ts";
import type { WorkflowObject } from "../engine/model/workflow-object.ts";
import type { JournalEvent, JournalEventOf } from "../journal/journal-event.ts";
import type { NodeIdentity } from "../journal/object-identity.ts";
import { defaultNamespace } from "../manifest/load-manifests.ts";
import type { RunEnd } from "../timeline/run-end.ts";
import { type Check, type Circumstances, type Finding, type Invariant, nothing, type Violation } from "./invariant.ts";
import type { NodeChange, PodChange, PodCreation, WorkflowChange } from "./observation.ts";
import { isFinished } from "./workflows/workflow-facts.ts";

interface RunningCheck {
  readonly invariant: string;
  readonly check: Check;
}

interface KnownWorkflow {
  readonly stored: WorkflowObject;
  readonly nodes: Map<string, NodeStatus>;
}

/** Whether `argo resubmit --memoized` has made the workflow: it has nodes before the controller has seen it. */
function isMemoizedResubmission(before: WorkflowObject | undefined, { status }: WorkflowObject): boolean {
  return before === undefined && status.phase === "" && status.nodes.size > 0;
}

/** Watches one run, and collects how it breaks invariants: each way once, when it is first seen. */
export class InvariantMonitor {
  readonly #checks: readonly RunningCheck[];
  readonly #workflows = new NamespacedMap<KnownWorkflow>();
  /** Workflows that a user asked to retry, and whether that has reopened them. */
  readonly #retries = new NamespacedMap<"asked" | "done">();
  readonly #seen = new Set<string>();
  readonly #violations: Violation[] = [];

  constructor(invariants: Iterable<Invariant>, { workflowInformerLag = 0 }: Partial<Circumstances> = {}) {
    this.#checks = Array.from(invariants, (invariant) => ({
      invariant: invariant.name,
      check: invariant.begin({ workflowInformerLag }),
    }));
  }

  /** Whether there is nothing to check. */
  get isIdle(): boolean {
    return this.#checks.length === 0;
  }

  get violations(): readonly Violation[] {
    return this.#violations;
  }

  /** Takes the next event of the run. */
  observe(event: JournalEvent): void {
    const { t, object } = event;
    switch (event.kind) {
      case "stored":
        this.#stored(event);
        return;
      case "controller":
        if (event.data.what === "started") this.#tell(t, defaultNamespace, (check) => check.controllerStarted?.({ t }));
        return;
      case "acted":
        if (event.data.do === "retry") this.#retries.set(object.namespace, object.name, "asked");
        return;
      case "pod":
        if (event.node !== undefined) this.#podChanged(t, object.namespace, event.node, event.data);
    }
  }

  #stored({ t, data, object, node }: JournalEventOf<"stored">): void {
    switch (data.of) {
      case "Workflow":
        if (data.after === undefined) this.#workflowDeleted(t, data.before as WorkflowObject);
        else this.#workflowChanged(t, data.after);
        return;
      case "CronWorkflow": {
        const { after: cronWorkflow } = data;
        if (cronWorkflow === undefined) return;
        this.#tell(t, object.namespace, (check) => check.cronWorkflowChanged?.({ t, cronWorkflow }));
        return;
      }
      case "Pod":
        if (node === undefined) return;
        if (data.change === "added") this.#podCreated(t, object.namespace, node, object.name);
        else if (data.change === "deleted") this.#podChanged(t, object.namespace, node, { what: "deleted" });
    }
  }

  /**
   * The run is over; nothing is observed any more.
   *
   * @param t virtual milliseconds
   */
  end(end: RunEnd, t: number): void {
    const { kind: reason } = end;
    const message = end.kind === "controllerCrash" ? end.message : "";
    const workflows = Array.from(this.#workflows.values(), ({ stored }) => stored);
    for (const { invariant, check } of this.#checks) {
      if (check.runEnded) this.#add(t, defaultNamespace, invariant, check.runEnded({ t, reason, message, workflows }));
    }
  }

  #workflowChanged(t: number, after: WorkflowObject): void {
    const { namespace, name } = after.metadata;
    const known = this.#workflows.get(namespace, name);
    const nodes = known?.nodes ?? new Map<string, NodeStatus>();
    const before = known?.stored;
    const isReopened = before !== undefined && isFinished(before) && !isFinished(after);
    const asked = this.#retries.get(namespace, name);
    const isRetry = isMemoizedResubmission(before, after) || (isReopened && asked === "asked");
    if (isRetry) this.#retries.set(namespace, name, "done");
    const hasBeenRetried = isRetry || asked === "done";
    const change: WorkflowChange = { t, before, after, ...takeChanges(nodes, before, after), isRetry, hasBeenRetried };
    this.#workflows.set(namespace, name, { stored: after, nodes });
    for (const { invariant, check } of this.#checks) {
      if (check.workflowChanged) this.#add(t, namespace, invariant, check.workflowChanged(change));
    }
  }

  #workflowDeleted(t: number, workflow: WorkflowObject): void {
    const { namespace, name } = workflow.metadata;
    this.#workflows.delete(namespace, name);
    this.#tell(t, namespace, (check) => check.workflowDeleted?.({ t, workflow }));
  }

  /** @param namespace that of what was observed */
  #tell(t: number, namespace: string, ask: (check: Check) => readonly Finding[] | undefined): void {
    for (const { invariant, check } of this.#checks) this.#add(t, namespace, invariant, ask(check) ?? nothing);
  }

  #podCreated(t: number, namespace: string, node: NodeIdentity, podName: string): void {
    const workflow = this.#workflows.get(namespace, node.workflow)?.stored;
    if (workflow === undefined) return;
    const nodeKey = objectKey(namespace, node.name);
    const creation: PodCreation = { t, workflow, nodeName: node.name, podName, nodeKey };
    for (const { invariant, check } of this.#checks) {
      if (check.podCreated) this.#add(t, namespace, invariant, check.podCreated(creation));
    }
  }

  #podChanged(t: number, namespace: string, { name: nodeName }: NodeIdentity, change: PodChange["change"]): void {
    const nodeKey = objectKey(namespace, nodeName);
    for (const { invariant, check } of this.#checks) {
      if (check.podChanged) this.#add(t, namespace, invariant, check.podChanged({ t, nodeName, nodeKey, change }));
    }
  }

  #add(t: number, namespace: string, invariant: string, findings: readonly Finding[]): void {
    for (const found of findings) {
      const isElsewhere = found.namespace === undefined && namespace !== defaultNamespace && found.workflow !== "";
      const finding = isElsewhere ? { ...found, namespace } : found;
      const key = JSON.stringify([invariant, finding.namespace, finding.workflow, finding.nodes]);
      if (this.#seen.has(key)) continue;
      this.#seen.add(key);
      this.#violations.push({ invariant, t, ...finding });
    }
  }
}

/** What is new in the nodes of a workflow, and brings the known nodes up to date. */
function takeChanges(
  known: Map<string, NodeStatus>,
  stored: WorkflowObject | undefined,
  { status: { nodes } }: WorkflowObject,
): Pick<WorkflowChange, "changed" | "removed"> {
  const changed: NodeChange[] = [];
  const ids = stored && nodes.keysChangedSince(stored.status.nodes);
  for (const id of ids === undefined ? nodes.keys() : nodes.inOrder(ids)) {
    const before = known.get(id);
    const after = nodes.get(id);
    if (after === undefined || before === after) continue;
    changed.push({ before, after });
    known.set(id, after);
  }
  if (known.size === nodes.size) return { changed, removed: [] };
  const removed = [...known].filter(([id]) => !nodes.has(id));
  for (const [id] of removed) known.delete(id);
  return { changed, removed: removed.map(([, node]) => node) };
}
