import type { StoredMeta } from "../model/workflow-object.ts";

/** Names who holds or waits for a lock: `namespace/workflow`, or `namespace/workflow/node` for a template (`getHolderKey`). */
export function holderKey({ namespace, name }: Pick<StoredMeta, "namespace" | "name">, nodeID: string): string {
  return nodeID === "" ? `${namespace}/${name}` : `${namespace}/${name}/${nodeID}`;
}

/** The workflow that a holder key speaks of. */
export function workflowOfHolder(key: string): { readonly namespace: string; readonly name: string } {
  const [namespace = "", name = ""] = key.split("/");
  return { namespace, name };
}

/**
 * Whether two keys are of one workflow and one level, workflow or template (`isSameWorkflowNodeKeys`). Upstream looks
 * at the name alone, so workflows of the same name in different namespaces count as one.
 */
export function isSameWorkflow(key: string, other: string): boolean {
  const parts = key.split("/");
  const otherParts = other.split("/");
  return parts.length === otherParts.length && parts[1] === otherParts[1];
}
