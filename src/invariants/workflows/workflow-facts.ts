import { objectKey } from "../../cluster/api-server/object-key.ts";
import { nodeID, onExitNodeName } from "../../engine/model/node-identity.ts";
import type { NodeStatus } from "../../engine/model/node-status.ts";
import type { WorkflowObject } from "../../engine/model/workflow-object.ts";
import { isWorkflowCompleted } from "../../engine/model/workflow-predicates.ts";
import { defaultNamespace } from "../../manifest/load-manifests.ts";
import type { WorkflowSpec } from "../../manifest/types.ts";
import type { Finding } from "../invariant.ts";

/** Whether a workflow has ended. */
export function isFinished({ status }: WorkflowObject): boolean {
  return isWorkflowCompleted(status.phase);
}

/** Tells workflows apart, or nodes with their workflows. */
export function nodeKeyOf({ metadata }: WorkflowObject, nodeName = metadata.name): string {
  return objectKey(metadata.namespace, nodeName);
}

/** The part of a finding that says which workflow it is about. */
export function about({ metadata: { namespace, name } }: WorkflowObject): Pick<Finding, "workflow" | "namespace"> {
  return namespace === defaultNamespace ? { workflow: name } : { workflow: name, namespace };
}

/** Whether a node's phase is an end. It says nothing about the report of the executor, which may be still to come. */
export function hasEnded({ phase }: NodeStatus): boolean {
  return phase !== "Pending" && phase !== "Running";
}

/** The node of the entrypoint; absent until the controller has begun with it. */
export function rootNode({ metadata, status }: WorkflowObject): NodeStatus | undefined {
  return status.nodes.get(metadata.name);
}

/** The node of this name. */
export function nodeNamed({ metadata, status }: WorkflowObject, name: string): NodeStatus | undefined {
  return status.nodes.get(nodeID(metadata.name, name));
}

/** The node of the workflow's exit handler, once there is one. */
export function exitHandlerNode(workflow: WorkflowObject): NodeStatus | undefined {
  return nodeNamed(workflow, onExitNodeName(workflow.metadata.name));
}

/**
 * Whether a node belongs to an exit handler, of the workflow or of a step or task. Told by the name, which is known
 * before the node is, and which attempts of an exit handler share.
 */
export function isUnderExitHandler({ metadata }: WorkflowObject, nodeName: string): boolean {
  return /\.onExit($|[.[(])/.test(nodeName.slice(metadata.name.length));
}

/** The spec that is executed: that of the WorkflowTemplate, if there is one, under what the workflow itself says. */
export function executedSpec({ spec, status }: WorkflowObject): WorkflowSpec {
  const stored = status.storedWorkflowTemplateSpec;
  return stored === undefined ? spec : { ...stored, ...spec };
}

/** The children of a node that exist. */
export function childrenOf({ status }: WorkflowObject, node: NodeStatus): NodeStatus[] {
  const children: NodeStatus[] = [];
  for (const id of node.children ?? []) {
    const child = status.nodes.get(id);
    if (child !== undefined) children.push(child);
  }
  return children;
}

/** The attempts of a Retry node, in order; its hooks are its children too. */
export function attemptsOf(workflow: WorkflowObject, retry: NodeStatus): NodeStatus[] {
  return childrenOf(workflow, retry).filter(({ name }) => name.startsWith(`${retry.name}(`));
}

/**
 * Whether a user or the workflow's deadline ends it. Then a template may fail at once, before the nodes inside of it,
 * whose pods still have to be killed.
 */
export function isBeingEnded(workflow: WorkflowObject, t: number): boolean {
  const { shutdown, activeDeadlineSeconds } = executedSpec(workflow);
  if (shutdown) return true;
  if (activeDeadlineSeconds === undefined) return false;
  return t >= (workflow.status.startedAt ?? t) + activeDeadlineSeconds * 1000;
}

/** A node with its phase, for messages. */
export function describeNode({ name, type, phase }: NodeStatus): string {
  return `${name} (${type}) is ${phase}`;
}
