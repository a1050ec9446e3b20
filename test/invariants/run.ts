import { describe, expect, it } from "vitest";
import type { CronWorkflowObject } from "../../src/engine/model/cron-workflow-object.ts";
import { displayNameOf, nodeID } from "../../src/engine/model/node-identity.ts";
import type { NodePhase, NodeStatus, NodeType } from "../../src/engine/model/node-status.ts";
import { nodesFrom } from "../../src/engine/model/nodes.ts";
import type { Pod } from "../../src/engine/model/pod.ts";
import type {
  StoredMeta,
  WorkflowObject,
  WorkflowPhase,
  WorkflowStatus,
} from "../../src/engine/model/workflow-object.ts";
import { isWorkflowCompleted } from "../../src/engine/model/workflow-predicates.ts";
import type { Circumstances, Invariant, Violation } from "../../src/invariants/invariant.ts";
import { InvariantMonitor } from "../../src/invariants/invariant-monitor.ts";
import type { JournalEvent, JournalEventOf, JournalKind, PodData } from "../../src/journal/journal-event.ts";
import { identityOf, type NodeIdentity, named, type ObjectIdentity } from "../../src/journal/object-identity.ts";
import type { WorkflowSpec } from "../../src/manifest/types.ts";
import type { RunEnd } from "../../src/timeline/run-end.ts";

/** What is special about a node; other nodes are meant by name. */
export type NodeFields = Partial<Omit<NodeStatus, "boundaryID" | "children" | "outboundNodes">> & {
  readonly boundary?: string;
  readonly children?: readonly string[];
  readonly outboundNodes?: readonly string[];
};

/** A node of the workflow `demo`, as the controller makes it. */
export function node(name: string, type: NodeType, phase: NodePhase, fields: NodeFields = {}): NodeStatus {
  const { boundary, children, outboundNodes, ...others } = fields;
  const id = (of: string) => nodeID("demo", of);
  const hasEnded = phase !== "Pending" && phase !== "Running";
  return {
    ...{ id: id(name), name, displayName: displayNameOf(name, boundary ?? ""), type, phase, startedAt: 1000 },
    ...(hasEnded && { finishedAt: 2000 }),
    ...(boundary !== undefined && { boundaryID: id(boundary) }),
    ...(children !== undefined && { children: children.map(id) }),
    ...(outboundNodes !== undefined && { outboundNodes: outboundNodes.map(id) }),
    ...others,
  };
}

export interface WorkflowFields extends Partial<Omit<WorkflowStatus, "phase" | "nodes">> {
  readonly name?: string;
  readonly spec?: WorkflowSpec;
  readonly labels?: Readonly<Record<string, string>>;
  readonly ownerReferences?: StoredMeta["ownerReferences"];
}

/** The workflow `demo`, as the API server stores it. */
export function workflow(phase: WorkflowPhase, nodes: readonly NodeStatus[], fields: WorkflowFields = {}) {
  const { name = "demo", spec = {}, labels, ownerReferences, ...status } = fields;
  const done = isWorkflowCompleted(phase);
  const stored: WorkflowObject = {
    metadata: {
      ...{ name, namespace: "default", uid: `uid of ${name}`, resourceVersion: 1, creationTimestamp: 0 },
      labels: labels ?? { "workflows.argoproj.io/completed": String(done) },
      ...(ownerReferences && { ownerReferences }),
    },
    spec,
    status: {
      phase,
      nodes: nodesFrom(nodes),
      startedAt: 0,
      ...(done && { finishedAt: 3000, conditions: [{ type: "Completed", status: "True" }] }),
      ...status,
    },
  };
  return stored;
}

/** What happened in a run, in order. */
export class Run {
  readonly #events: JournalEvent[] = [];
  #end: RunEnd = { kind: "quiet" };
  #endedAt = 0;
  #circumstances: Partial<Circumstances> = {};

  /** The workflow is stored. */
  stored(t: number, after: WorkflowObject): this {
    const data = { of: "Workflow", change: "modified", before: after, after, by: "controller" } as const;
    return this.#add(t, "stored", identityOf("Workflow", after.metadata), data);
  }

  podCreated(t: number, nodeName: string, name: string, workflowName = "demo"): this {
    const data = { of: "Pod", change: "added", before: undefined, after: {} as Pod, by: "controller" } as const;
    return this.#add(t, "stored", named("Pod", "default", name), data, nodeOf(nodeName, workflowName));
  }

  pod(t: number, nodeName: string, data: PodData): this {
    return this.#add(t, "pod", named("Pod", "default", ""), data, nodeOf(nodeName));
  }

  podEnded(t: number, nodeName: string, exitCode: number): this {
    return this.pod(t, nodeName, { what: "ended", phase: exitCode === 0 ? "Succeeded" : "Failed", exitCode });
  }

  podDeleted(t: number, nodeName: string): this {
    const data = { of: "Pod", change: "deleted", before: {} as Pod, after: undefined, by: "controller" } as const;
    return this.#add(t, "stored", named("Pod", "default", ""), data, nodeOf(nodeName));
  }

  userDoes(t: number, what: string): this {
    return this.#add(t, "acted", named("Workflow", "default", "demo"), { do: what, node: "" });
  }

  workflowDeleted(t: number, name = "demo"): this {
    const before = workflow("Succeeded", [], { name });
    const data = { of: "Workflow", change: "deleted", before, after: undefined, by: "people" } as const;
    return this.#add(t, "stored", identityOf("Workflow", before.metadata), data);
  }

  cronWorkflow(t: number, after: CronWorkflowObject): this {
    const data = { of: "CronWorkflow", change: "modified", before: after, after, by: "controller" } as const;
    return this.#add(t, "stored", identityOf("CronWorkflow", after.metadata), data);
  }

  controllerStarted(t: number): this {
    return this.#add(t, "controller", named("Deployment", "argo", "workflow-controller"), { what: "started" });
  }

  end(end: RunEnd, endedAt: number): this {
    this.#end = end;
    this.#endedAt = endedAt;
    return this;
  }

  #add<Kind extends JournalKind>(
    t: number,
    kind: Kind,
    object: ObjectIdentity,
    data: JournalEventOf<Kind>["data"],
    node?: NodeIdentity,
  ): this {
    const event = { kind, sequence: this.#events.length + 1, t, cause: undefined, object, node, data };
    this.#events.push(event as unknown as JournalEvent);
    return this;
  }

  in(circumstances: Partial<Circumstances>): this {
    this.#circumstances = circumstances;
    return this;
  }

  violations(of: Invariant): readonly Violation[] {
    const monitor = new InvariantMonitor([of], this.#circumstances);
    for (const event of this.#events) monitor.observe(event);
    monitor.end(this.#end, this.#endedAt);
    return monitor.violations;
  }
}

function nodeOf(name: string, workflowName = "demo"): NodeIdentity {
  return { workflow: workflowName, id: nodeID(workflowName, name), name };
}

export interface Examples {
  /** Runs that break the invariant, each with the nodes that it must name. */
  readonly broken: Readonly<Record<string, { readonly run: Run; readonly nodes: readonly string[] }>>;
  /** Runs that look alike, and are sound. */
  readonly sound: Readonly<Record<string, Run>>;
}

/** Tests that an invariant catches what is broken and accepts what is sound. */
export function describeInvariant(invariant: Invariant, { broken, sound }: Examples): void {
  describe(invariant.name, () => {
    it.each(Object.entries(broken))("catches %s", (_title, { run, nodes }) => {
      const [violation, ...others] = run.violations(invariant);
      expect(others).toEqual([]);
      expect(violation).toMatchObject({ invariant: invariant.name, nodes });
      expect(violation?.message).not.toBe("");
    });
    it.each(Object.entries(sound))("accepts %s", (_title, run) => {
      expect(run.violations(invariant)).toEqual([]);
    });
  });
}
