import type { Template } from "../../manifest/types.ts";
import type { NodeType } from "./node-status.ts";

/** The kinds of work that a template can be. */
export type TemplateType =
  | "container"
  | "containerSet"
  | "steps"
  | "script"
  | "resource"
  | "dag"
  | "suspend"
  | "data"
  | "http"
  | "plugin"
  | "unknown";

const types = [
  "container",
  "containerSet",
  "steps",
  "dag",
  "script",
  "resource",
  "data",
  "suspend",
  "http",
  "plugin",
] as const;

/** Which work a template is; `unknown` when it names none (`Template.GetType`). */
export function templateType(template: Template): TemplateType {
  for (const type of types) if (template[type] !== undefined) return type;
  return "unknown";
}

/** Whether a template runs as a pod (`Template.IsPodType`). */
export function isPodTemplate(template: Template): boolean {
  switch (templateType(template)) {
    case "container":
    case "containerSet":
    case "script":
    case "resource":
    case "data":
      return true;
    default:
      return false;
  }
}

/** The type of node that a template makes when it is first seen by a lock or a cache (`Template.GetNodeType`). */
export function nodeTypeOfTemplate(template: Template): NodeType {
  if (template.retryStrategy !== undefined) return "Retry";
  switch (templateType(template)) {
    case "steps":
      return "Steps";
    case "dag":
      return "DAG";
    case "suspend":
      return "Suspend";
    case "http":
      return "HTTP";
    case "plugin":
      return "Plugin";
    default:
      return "Pod";
  }
}

/** Names of the containers that run the user's work (`Template.GetMainContainerNames`). */
export function mainContainerNames(template: Template): readonly string[] {
  return template.containerSet?.containers.map((container) => container.name ?? "main") ?? ["main"];
}
