import { template as templateStruct } from "../../../manifest/schema/template.ts";
import type { ResourceTemplate, Template } from "../../../manifest/types.ts";
import { parseYamlText } from "../../../manifest/yaml-document.ts";
import type { TemplateBase } from "../../templates/template-resolution.ts";
import { firstProblem, type Problem, prefixed } from "../problem.ts";
import { checkVariables } from "../resolve-variables.ts";
import type { ValidationContext } from "../validation-context.ts";
import type { VariableScope } from "../variable-scope.ts";
import { checkContainerSet, mountPathProblem, reservedNameProblem } from "./container-set.ts";

/** What a template that does its work itself must have (`validateLeaf`); suspend templates pass here too. */
export function checkLeaf(
  template: Template,
  base: TemplateBase,
  scope: VariableScope,
  context: ValidationContext,
): Problem {
  const place = `templates.${template.name ?? ""}`;
  const reservesNames = !context.has("reserved-container-names-accepted");
  return (
    prefixed(`${place}: `, checkVariables(templateStruct, template, scope, context)) ??
    containerProblem(place, template, base) ??
    checkContainerSet(template, reservesNames) ??
    (reservesNames
      ? firstProblem(template.sidecars, ({ name = "" }) => prefixed(`${place}.sidecars: `, reservedNameProblem(name)))
      : undefined) ??
    resourceProblem(place, template, context) ??
    imageProblem(`${place}.script`, template.script, base, "script") ??
    deadlineProblem(place, template, context) ??
    (template.parallelism === undefined ? undefined : `${place}.parallelism is only valid for steps and dag templates`)
  );
}

function containerProblem(place: string, { container, inputs }: Template, base: TemplateBase): Problem {
  if (container === undefined) return undefined;
  const paths = new Map<string, string>();
  // Mounts are named without the template's name inside the message.
  const mounts = mountPathProblem(container.volumeMounts, "container.volumeMounts", paths);
  if (mounts !== undefined) return `${place}.${mounts}`;
  const artifacts = firstProblem(inputs?.artifacts, ({ name, path = "" }, index) => {
    const taken = paths.get(path);
    if (taken !== undefined) return `${place}.inputs.artifacts[${index}].path '${path}' already mounted in ${taken}`;
    paths.set(path, `inputs.artifacts.${name}`);
    return undefined;
  });
  return artifacts ?? imageProblem(`${place}.container`, container, base, "container");
}

/** An image must be given, by the template or by the defaults of the workflow or WorkflowTemplate that it stands in. */
function imageProblem(
  place: string,
  work: { readonly image?: string } | undefined,
  base: TemplateBase,
  kind: "container" | "script",
): Problem {
  if (work === undefined || work.image !== undefined) return undefined;
  const isDefaulted = base.scope !== "cluster" && base.templateDefaults?.[kind]?.image !== undefined;
  return isDefaulted ? undefined : `${place}.image may not be empty`;
}

const actions = ["get", "create", "apply", "delete", "replace", "patch"];

function resourceProblem(place: string, template: Template, { placeholders }: ValidationContext): Problem {
  const { resource } = template;
  if (resource === undefined) return undefined;
  const { action, manifest, manifestFrom } = resource;
  if (!placeholders.isPlaceholder(action) && !actions.includes(action)) {
    return `${place}.resource.action must be one of: get, create, apply, delete, replace, patch`;
  }
  if (action === "delete" || action === "get") return undefined;
  if (manifest === undefined && manifestFrom === undefined) {
    return `either ${place}.resource.manifest or ${place}.resource.manifestFrom must be specified`;
  }
  if (manifest !== undefined && manifestFrom !== undefined) {
    return "shouldn't have both `manifest` and `manifestFrom` specified in `Manifest` for resource template";
  }
  return manifestSourceProblem(template, manifestFrom) ?? manifestTextProblem(place, manifest, placeholders);
}

function manifestSourceProblem({ inputs }: Template, manifestFrom: ResourceTemplate["manifestFrom"]): Problem {
  const wanted = manifestFrom?.artifact?.name;
  if (wanted === undefined || inputs?.artifacts?.some(({ name }) => name === wanted)) return undefined;
  return `artifact ${wanted} in \`manifestFrom\` refer to a non-exist artifact`;
}

/** The manifest must be YAML; its expressions may stand where YAML would not have them. */
function manifestTextProblem(
  place: string,
  manifest: string | undefined,
  placeholders: ValidationContext["placeholders"],
): Problem {
  if (manifest === undefined || placeholders.isPlaceholder(manifest)) return undefined;
  const text = manifest.replace(/\{\{\s*=\s*.+?\s*\}\}/g, () => placeholders.next());
  const isBroken = parseYamlText("manifest", text).diagnostics.some(({ code }) => code === "syntax");
  return isBroken ? `${place}.resource.manifest must be a valid yaml` : undefined;
}

function deadlineProblem(
  place: string,
  { activeDeadlineSeconds: deadline }: Template,
  { placeholders }: ValidationContext,
): Problem {
  if (deadline === undefined) return undefined;
  const text = String(deadline);
  const isNumber = /^[-+]?\d+$/.test(text);
  const isOpen = (text.startsWith("{{") && text.endsWith("}}")) || placeholders.isPlaceholder(text);
  if (isNumber ? Number(text) >= 0 : isOpen) return undefined;
  return `${place}.activeDeadlineSeconds must be a positive integer > 0 or an argo variable`;
}
