import type { Execution, PreparedCall } from "../execution/execution.ts";
import { initializeExecutableNode, type NodeOrigin } from "../nodes/initialize-node.ts";
import type { Operation } from "../operation.ts";
import { isFulfilled } from "../status/node-predicates.ts";

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
