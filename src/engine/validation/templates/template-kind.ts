import type { Template } from "../../../manifest/types.ts";
import { type TemplateType, templateType } from "../../model/template-type.ts";
import type { Problem } from "../problem.ts";

const workKinds = [
  "container",
  "containerSet",
  "steps",
  "script",
  "resource",
  "dag",
  "suspend",
  "data",
  "http",
  "plugin",
] as const;

const kindNames: { readonly [Type in TemplateType]: string } = {
  container: "Container",
  containerSet: "ContainerSet",
  steps: "Steps",
  script: "Script",
  resource: "Resource",
  dag: "DAG",
  suspend: "Suspend",
  data: "Data",
  http: "HTTP",
  plugin: "Plugin",
  unknown: "Unknown",
};

/** The template's type as messages name it. */
export function templateKindName(template: Template): string {
  return kindNames[templateType(template)];
}

/** Whether the template does work itself, rather than through other templates or by waiting (`Template.IsLeaf`). */
export function isLeafTemplate(template: Template): boolean {
  switch (templateType(template)) {
    case "steps":
    case "dag":
    case "suspend":
    case "unknown":
      return false;
    default:
      return true;
  }
}

/** A template must be exactly one kind of work (`validateTemplateType`). */
export function checkTemplateKind(template: Template): Problem {
  let count = 0;
  for (const kind of workKinds) if (template[kind] !== undefined) count++;
  if (count === 1) return undefined;
  const what = count === 0 ? "template type unspecified" : "multiple template types specified";
  return `templates.${template.name ?? ""} ${what}. choose one of: container, containerSet, steps, script, resource, dag, suspend, template, template ref`;
}
