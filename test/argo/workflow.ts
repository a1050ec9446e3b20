import type { UserOperationContext } from "../../src/argo/user-operation.ts";
import { nodeID } from "../../src/engine/model/node-identity.ts";
import type { NodeStatus } from "../../src/engine/model/node-status.ts";
import { nodesFrom } from "../../src/engine/model/nodes.ts";
import type { StoredMeta, WorkflowObject, WorkflowStatus } from "../../src/engine/model/workflow-object.ts";
import type { WorkflowSpec } from "../../src/manifest/types.ts";
import { releaseOf } from "../../src/releases/index.ts";

export const now = 90_000;

export function contextOf(version: string): UserOperationContext {
  const found = releaseOf(version);
  if (!found.ok) throw new Error(found.error);
  return {
    now: () => now,
    random: () => 0,
    order: (_order, _of, items) => items,
    release: found.release,
    usesArgoServer: true,
  };
}

/** A node of the workflow `demo`; children, outbound nodes and boundary are given by name. */
export interface NodeSketch extends Omit<Partial<NodeStatus>, "id" | "name"> {
  readonly boundary?: string;
}

export function nodeOf(name: string, sketch: NodeSketch): NodeStatus {
  const { boundary, children, outboundNodes, ...rest } = sketch;
  const ids = (names: readonly string[]) => names.map((other) => nodeID("demo", other));
  return {
    id: nodeID("demo", name),
    name,
    displayName: name,
    type: "Pod",
    phase: "Succeeded",
    startedAt: 0,
    ...rest,
    ...(boundary === undefined ? {} : { boundaryID: nodeID("demo", boundary) }),
    ...(children === undefined ? {} : { children: ids(children) }),
    ...(outboundNodes === undefined ? {} : { outboundNodes: ids(outboundNodes) }),
  };
}

export interface WorkflowSketch {
  readonly metadata?: Partial<StoredMeta>;
  readonly spec?: WorkflowSpec;
  readonly status?: Partial<WorkflowStatus>;
  readonly nodes?: Readonly<Record<string, NodeSketch>>;
}

/** The workflow `demo`, Running unless said otherwise. */
export function workflowOf({ metadata, spec = {}, status, nodes = {} }: WorkflowSketch): WorkflowObject {
  const entries = Object.entries(nodes).map(([name, sketch]) => nodeOf(name, sketch));
  return {
    metadata: {
      name: "demo",
      namespace: "default",
      uid: "uid",
      resourceVersion: 1,
      creationTimestamp: 0,
      ...metadata,
    },
    spec,
    status: {
      phase: "Running",
      ...status,
      nodes: nodesFrom(entries),
    },
  };
}

/** The nodes of a workflow by their names. */
export function nodesByName(workflow: WorkflowObject): Readonly<Record<string, NodeStatus>> {
  return Object.fromEntries([...workflow.status.nodes.entries()].map(([, node]) => [node.name, node]));
}

/** Phases of the nodes by their names, in the order of the nodes. */
export function phasesOf(workflow: WorkflowObject): Readonly<Record<string, string>> {
  return Object.fromEntries([...workflow.status.nodes.entries()].map(([, node]) => [node.name, node.phase]));
}
