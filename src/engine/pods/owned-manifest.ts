import type { Template } from "../../manifest/types.ts";
import type { Operation } from "../reconcile/operation.ts";
import { addOwner } from "./rendering/owner-reference.ts";

export type OwnedTemplate =
  | { readonly ok: true; readonly template: Template }
  | { readonly ok: false; readonly error: string };

/** The template with the workflow as an owner of what it creates, where it asks for that (`executeResource`). */
export function withOwner({ name, metadata }: Operation, template: Template): OwnedTemplate {
  const { resource } = template;
  if (resource?.setOwnerReference !== true) return { ok: true, template };
  const owned = addOwner(resource.manifest ?? "", { name, uid: metadata.uid });
  return owned.ok ? { ok: true, template: { ...template, resource: { ...resource, manifest: owned.value } } } : owned;
}
