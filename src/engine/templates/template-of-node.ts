import type { Template, TemplateReferenceHolder } from "../../manifest/types.ts";
import type { Operation } from "../operation.ts";
import type { NodeStatus } from "../status/node-status.ts";

/** The reference to its template that a node keeps. */
export function holderOfNode(node: NodeStatus): TemplateReferenceHolder {
  return {
    ...(node.templateName === undefined ? {} : { template: node.templateName }),
    ...(node.templateRef === undefined ? {} : { templateRef: node.templateRef }),
  };
}

export type TemplateOfNode =
  | { readonly ok: true; readonly template: Template | undefined }
  | { readonly ok: false; readonly error: string };

/** The template of a node, without its arguments, for reading what a pod means (`GetNodeTemplate`). */
export function templateOfNode(operation: Operation, node: NodeStatus): TemplateOfNode {
  if (node.templateRef !== undefined) {
    const context = operation.templates.context(node.templateScope);
    return context.ok ? context.context.resolveTemplate({ templateRef: node.templateRef }) : context;
  }
  return { ok: true, template: operation.templates.byName(node.templateName ?? "") };
}

/** The template that a node's reference resolves to in the node's own scope, if it does (`ResolveTemplate`). */
export function referredTemplate(operation: Operation, node: NodeStatus): Template | undefined {
  const context = operation.templates.context(node.templateScope);
  if (!context.ok) return undefined;
  const resolved = context.context.resolveTemplate(holderOfNode(node));
  if (!resolved.ok) return undefined;
  if (resolved.stored) operation.updated = true;
  return resolved.template;
}

/** The template of a Steps or DAG node that others belong to; none for an inline one (`GetTemplateByBoundaryID`). */
export function templateOfBoundary(operation: Operation, boundary: NodeStatus): Template | undefined {
  if (!boundary.templateName && boundary.templateRef === undefined) return undefined;
  return referredTemplate(operation, boundary);
}
