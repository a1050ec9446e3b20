import { includesOutputResult } from "../arguments/output-result-reference.ts";
import { type ExecutionError, otherError } from "../model/errors/execution-error.ts";
import { isTransientError } from "../model/errors/transient-error.ts";
import { containerNodeName } from "../model/node-identity.ts";
import type { NodeStatus } from "../model/node-status.ts";
import { templateType } from "../model/template-type.ts";
import type { Execution, PreparedCall } from "../reconcile/execution.ts";
import { addChildNode } from "../reconcile/nodes/children.ts";
import { initializeExecutableNode, initializeNode, type NodeOrigin } from "../reconcile/nodes/initialize-node.ts";
import { markNodePhase } from "../reconcile/nodes/mark-node-phase.ts";
import { type TemplateOfNode, templateOfOwner } from "../reconcile/nodes/template-of-node.ts";
import type { Operation } from "../reconcile/operation.ts";
import { refusalOfPod } from "../shutdown/shutdown-of-pods.ts";
import { buildPod } from "./build-pod.ts";
import { createPod } from "./create-pod.ts";
import { withOwner } from "./owned-manifest.ts";

/** Executes a template that runs as a pod: container, script, resource, data or container set. */
export function executePod(operation: Operation, call: PreparedCall, origin: NodeOrigin): Execution {
  const { template, nodeName } = call;
  const type = templateType(template);
  const found = operation.nodes.byName(nodeName);
  // Scripts, resources and data are looked at again only until their pod has started.
  const isOnce = type === "script" || type === "resource" || type === "data";
  if (found !== undefined && isOnce && found.phase !== "Pending") return { node: found };
  const awaitsTaskResult = !(type === "container" && template.daemon === true);
  const node =
    found ?? initializeExecutableNode(operation, origin, { type: "Pod", phase: "Pending", awaitsTaskResult }, template);
  const error = ensurePod(operation, call, node);
  if (error !== undefined) {
    if (error.kind !== "transient") return { node, error };
    operation.requeue();
    return { node: markNodePhase(operation, nodeName, "Pending", error.message) };
  }
  if (type === "containerSet") addContainerNodes(operation, call, origin, node);
  return { node };
}

/** Creates the pod of a node unless it exists, or may not run any more (`createWorkflowPod`). */
function ensurePod(operation: Operation, call: PreparedCall, node: NodeStatus): ExecutionError | undefined {
  if (operation.ports.caches.podOfNode(operation.namespace, node.id) !== undefined) return undefined;
  const owned = withOwner(operation, call.template);
  if (!owned.ok) return otherError(owned.error);
  const refusal = refusalOfPod(operation, call.options.isExitTemplate === true);
  if (refusal !== undefined) {
    const phase = operation.has("refused-pod-is-skipped") ? "Skipped" : "Failed";
    markNodePhase(operation, call.nodeName, phase, refusal);
    return undefined;
  }
  const boundary = boundaryOf(operation, call);
  const includesOutput = includeScriptOutput(call, boundary);
  if (typeof includesOutput === "string") return otherError(includesOutput);
  const built = buildPod(operation, { ...call, template: owned.template }, node, {
    includeScriptOutput: includesOutput,
    boundaryTemplate: boundary?.ok ? boundary.template : undefined,
  });
  if (built.kind === "error") return built.error;
  if (built.kind === "tooLate") return undefined;
  const created = createPod(operation, built.pod, built.offloaded);
  if (created.ok) return undefined;
  return {
    kind: isTransientError(created.error, operation.ports) ? "transient" : "other",
    message: created.error.message,
  };
}

/** The template of the Steps or DAG node that a call belongs to, if it belongs to one. */
function boundaryOf(operation: Operation, { options }: PreparedCall): TemplateOfNode | undefined {
  const boundary = options.boundaryID === "" ? undefined : operation.nodes.get(options.boundaryID);
  return boundary && templateOfOwner(operation, boundary);
}

/**
 * Whether the executor must report standard output, because a sibling refers to it (`includeScriptOutput`); a text when
 * that cannot be told.
 */
function includeScriptOutput(
  { nodeName, template }: PreparedCall,
  boundary: TemplateOfNode | undefined,
): boolean | string {
  const type = templateType(template);
  if (type === "data") return true;
  if (type === "resource" || boundary === undefined) return false;
  if (!boundary.ok) return boundary.error;
  return boundary.template !== undefined && includesOutputResult(nodeName, boundary.template);
}

/** Makes the nodes of a container set's containers, below its pod, in the order of their dependencies. */
function addContainerNodes(operation: Operation, call: PreparedCall, origin: NodeOrigin, pod: NodeStatus): void {
  const containers = call.template.containerSet?.containers ?? [];
  for (const { name = "main" } of containers) {
    const nodeName = containerNodeName(call.nodeName, name);
    if (operation.nodes.byName(nodeName) !== undefined) continue;
    initializeNode(
      operation,
      { ...origin, name: nodeName, boundaryID: pod.id },
      { type: "Container", phase: "Pending" },
    );
  }
  for (const { name = "main", dependencies = [] } of containers) {
    const nodeName = containerNodeName(call.nodeName, name);
    if (dependencies.length === 0) addChildNode(operation, call.nodeName, nodeName);
    for (const dependency of dependencies) {
      addChildNode(operation, containerNodeName(call.nodeName, dependency), nodeName);
    }
  }
}
