import type { Template, TemplateReferenceHolder } from "../../../manifest/types.ts";
import type { NodeStatus } from "../../model/node-status.ts";
import type { Operation } from "../operation.ts";

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

/**
 * The template of a node that others belong to: a Steps or DAG node (`GetTemplateByBoundaryID`), or the Retry node of
 * attempts; none for an inline one.
 */
export function templateOfOwner(operation: Operation, owner: NodeStatus): TemplateOfNode {
  if (!owner.templateName && owner.templateRef === undefined) {
    const isMissed = operation.has("templates-of-inline-nodes-missed");
    return isMissed ? { ok: false, error: "failed to get a template" } : { ok: true, template: undefined };
  }
  const context = operation.templates.context(owner.templateScope);
  if (!context.ok) return context;
  const resolved = context.context.resolveTemplate(holderOfNode(owner));
  if (resolved.ok && resolved.stored) operation.updated = true;
  return resolved;
}
