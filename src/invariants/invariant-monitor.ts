import type { SimulationResult } from "../cluster/simulation.ts";
import type { ClusterEvent } from "../cluster/trace.ts";
import type { NodeStatus } from "../engine/model/node-status.ts";
import type { WorkflowObject } from "../engine/model/workflow-object.ts";
import { type Check, type Circumstances, type Finding, type Invariant, nothing, type Violation } from "./invariant.ts";
import type { NodeChange, PodCreation, WorkflowChange } from "./observation.ts";
import { isFinished } from "./workflow-facts.ts";

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
  readonly #workflows = new Map<string, KnownWorkflow>();
  /** Workflows that a user asked to retry, and whether that has reopened them. */
  readonly #retries = new Map<string, "asked" | "done">();
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
  observe(event: ClusterEvent): void {
    const { t, object } = event;
    switch (event.kind) {
      case "status":
        this.#workflowChanged(t, event.data.after);
        return;
      case "workflow":
        this.#workflowDeleted(t, object);
        return;
      case "cronStatus":
        this.#tell(t, (check) => check.cronWorkflowChanged?.({ t, cronWorkflow: event.data }));
        return;
      case "controller":
        if (event.data === "started") this.#tell(t, (check) => check.controllerStarted?.({ t }));
        return;
      case "action":
        if (event.data.do === "retry") this.#retries.set(object, "asked");
        return;
      case "pod":
        this.#podChanged(t, object, event.data);
    }
  }

  /** The run is over; nothing is observed any more. */
  end(result: SimulationResult): void {
    const { reason, endedAt: t } = result;
    const message = result.reason === "crash" ? result.message : "";
    const workflows = Array.from(this.#workflows.values(), ({ stored }) => stored);
    for (const { invariant, check } of this.#checks) {
      if (check.runEnded) this.#add(t, invariant, check.runEnded({ t, reason, message, workflows }));
    }
  }

  #workflowChanged(t: number, after: WorkflowObject): void {
    const { name } = after.metadata;
    const known = this.#workflows.get(name);
    const nodes = known?.nodes ?? new Map<string, NodeStatus>();
    const before = known?.stored;
    const isReopened = before !== undefined && isFinished(before) && !isFinished(after);
    const isRetry = isMemoizedResubmission(before, after) || (isReopened && this.#retries.get(name) === "asked");
    if (isRetry) this.#retries.set(name, "done");
    const hasBeenRetried = this.#retries.get(name) === "done";
    const change: WorkflowChange = { t, before, after, ...takeChanges(nodes, before, after), isRetry, hasBeenRetried };
    this.#workflows.set(name, { stored: after, nodes });
    for (const { invariant, check } of this.#checks) {
      if (check.workflowChanged) this.#add(t, invariant, check.workflowChanged(change));
    }
  }

  #workflowDeleted(t: number, name: string): void {
    const workflow = this.#workflows.get(name)?.stored;
    this.#workflows.delete(name);
    if (workflow !== undefined) this.#tell(t, (check) => check.workflowDeleted?.({ t, workflow }));
  }

  #tell(t: number, ask: (check: Check) => readonly Finding[] | undefined): void {
    for (const { invariant, check } of this.#checks) this.#add(t, invariant, ask(check) ?? nothing);
  }

  #podChanged(t: number, nodeName: string, what: string): void {
    const podName = createdPod(what);
    if (podName === undefined) {
      for (const { invariant, check } of this.#checks) {
        if (check.podChanged) this.#add(t, invariant, check.podChanged({ t, nodeName, what }));
      }
      return;
    }
    const workflow = this.#workflowOfNode(nodeName);
    if (workflow === undefined) return;
    const creation: PodCreation = { t, workflow, nodeName, podName };
    for (const { invariant, check } of this.#checks) {
      if (check.podCreated) this.#add(t, invariant, check.podCreated(creation));
    }
  }

  /** The workflow that a node of this name belongs to: node names begin with the name of their workflow. */
  #workflowOfNode(nodeName: string): WorkflowObject | undefined {
    let found: WorkflowObject | undefined;
    for (const [name, { stored }] of this.#workflows) {
      const isLonger = found === undefined || name.length > found.metadata.name.length;
      if (
        isLonger &&
        (nodeName === name || (/^[.[(]/.test(nodeName.slice(name.length)) && nodeName.startsWith(name)))
      ) {
        found = stored;
      }
    }
    return found;
  }

  #add(t: number, invariant: string, findings: readonly Finding[]): void {
    for (const finding of findings) {
      const key = JSON.stringify([invariant, finding.workflow, finding.nodes]);
      if (this.#seen.has(key)) continue;
      this.#seen.add(key);
      this.#violations.push({ invariant, t, ...finding });
    }
  }
}

/** The name of the pod that was created, when that is what happened. */
function createdPod(what: string): string | undefined {
  return what.startsWith("Created ") ? what.slice("Created ".length) : undefined;
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
