import type { NodeStatus } from "./node-status.ts";

/** Name of the template that a node runs, also when it lies in a WorkflowTemplate (`GetTemplateFromNode`). */
export function templateNameOfNode(node: NodeStatus): string {
  return node.templateRef === undefined ? (node.templateName ?? "") : (node.templateRef.template ?? "");
}
