import { isExitNode } from "../engine/status/node-predicates.ts";
import type { NodeStatus } from "../engine/status/node-status.ts";
import type { WorkflowObject } from "../engine/status/workflow-object.ts";
import { nodeID, onExitNodeName } from "../engine/values/node-identity.ts";
import { isWorkflowCompleted } from "../engine/workflow/mark-workflow-phase.ts";
import type { WorkflowSpec } from "../manifest/types.ts";

/** Whether a workflow has ended. */
export function isFinished({ status }: WorkflowObject): boolean {
  return isWorkflowCompleted(status.phase);
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

/** Whether a node or one of its boundaries is an exit handler, of the workflow or of a step or task. */
export function isUnderExitHandler({ status }: WorkflowObject, node: NodeStatus): boolean {
  const seen = new Set<string>();
  for (let current: NodeStatus | undefined = node; current !== undefined && !seen.has(current.id); ) {
    if (isExitNode(current)) return true;
    seen.add(current.id);
    current = current.boundaryID === undefined ? undefined : status.nodes.get(current.boundaryID);
  }
  return false;
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

/** A node with its phase, for messages. */
export function describeNode({ name, type, phase }: NodeStatus): string {
  return `${name} (${type}) is ${phase}`;
}
