import { isFulfilled } from "../model/node-predicates.ts";
import type { Execution, PreparedCall } from "../reconcile/execution.ts";
import { initializeExecutableNode, type NodeOrigin } from "../reconcile/nodes/initialize-node.ts";
import type { Operation } from "../reconcile/operation.ts";

/** Executes an HTTP or plugin template: work for the agent (`executeHTTPTemplate`, `executePluginTemplate`). */
export function executeTaskSetTemplate(
  operation: Operation,
  { template, nodeName }: PreparedCall,
  origin: NodeOrigin,
  type: "http" | "plugin",
): Execution {
  const nodeType = type === "http" ? "HTTP" : "Plugin";
  const node =
    operation.nodes.byName(nodeName) ??
    initializeExecutableNode(operation, origin, { type: nodeType, phase: "Pending" }, template);
  if (!isFulfilled(node)) operation.taskSet.set(node.id, template);
  return { node };
}
