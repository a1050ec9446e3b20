import type { Arguments, Template } from "../../../manifest/types.ts";
import { processArguments } from "../../arguments/process-arguments.ts";
import { isPodTemplate, templateType } from "../../model/template-type.ts";
import type { TemplateContext } from "../../templates/template-resolution.ts";
import { artifactLocationProblem } from "../artifact.ts";
import { addInputs, checkInputs } from "../inputs.ts";
import { checkMetrics } from "../metrics.ts";
import { checkOutputs } from "../outputs.ts";
import type { Problem } from "../problem.ts";
import type { ValidationContext } from "../validation-context.ts";
import { VariableScope } from "../variable-scope.ts";
import { checkDAG } from "./dag.ts";
import { checkLeaf } from "./leaf.ts";
import { checkPodResources } from "./pod-resources.ts";
import { checkSteps } from "./steps.ts";
import { checkTemplateKind, isLeafTemplate, templateKindName } from "./template-kind.ts";

/**
 * Checks a template with its arguments put in (`validateTemplate`). What does not depend on the arguments is checked
 * only the first time.
 */
export function checkTemplate(
  template: Template,
  templates: TemplateContext,
  passed: Arguments | "unknown",
  context: ValidationContext,
): Problem {
  const { name = "" } = template;
  const malformed =
    checkTemplateKind(template) ??
    podResourcesProblem(template, context) ??
    checkInputs(template) ??
    ((template.initContainers ?? []).some((container) => container.name === undefined)
      ? "initContainers must all have container name"
      : undefined);
  if (malformed !== undefined) return malformed;

  const scope = new VariableScope([], context.globals);
  addInputs(scope, template);
  const processed = withArguments(template, passed, addLocals(scope, template, context), context);
  if (!processed.ok) return `templates.${name} ${processed.error}`;
  const unfitting =
    resourceClaimsProblem(template, processed.value, context) ?? timeoutProblem(processed.value, context);
  if (unfitting !== undefined) return unfitting;

  const id = context.has("templates-of-same-name-validated-once") ? name : templates.templateScope + name;
  if (context.validated.has(id)) return undefined;
  context.validated.add(id);
  scope.allowsAnyOutputArtifact = context.allowsAnyOutputArtifact;
  context.depth.enter();
  const problem = checkContent(processed.value, templates, scope, context);
  context.depth.leave();
  return problem;
}

function checkContent(
  template: Template,
  templates: TemplateContext,
  scope: VariableScope,
  context: ValidationContext,
): Problem {
  const { name = "", archiveLocation } = template;
  return (
    checkWork(template, templates, scope, context) ??
    checkOutputs(template, scope, context) ??
    (archiveLocation && artifactLocationProblem(`templates.${name}.archiveLocation`, archiveLocation)) ??
    checkMetrics(template, context.has("metric-names-with-colon"))
  );
}

function checkWork(
  template: Template,
  templates: TemplateContext,
  scope: VariableScope,
  context: ValidationContext,
): Problem {
  switch (templateType(template)) {
    case "steps":
      return checkSteps(template, templates, scope, context);
    case "dag":
      return checkDAG(template, templates, scope, context);
    default:
      return checkLeaf(template, templates.base, scope, context);
  }
}

const retryVariables = ["retries", "lastRetry.exitCode", "lastRetry.status", "lastRetry.duration", "lastRetry.message"];

/**
 * Adds the variables that a node has of itself, and gives their placeholders. The scope takes one more for each, which
 * nothing reads; but the numbers of those that follow show in errors.
 */
function addLocals(scope: VariableScope, template: Template, context: ValidationContext): Map<string, string> {
  const locals = new Map<string, string>();
  for (const names of [isPodTemplate(template) ? ["pod.name"] : [], template.retryStrategy ? retryVariables : []]) {
    for (const name of names) locals.set(name, context.placeholders.next());
    for (const name of names) {
      scope.add(name);
      context.placeholders.next();
    }
  }
  if (!isLeafTemplate(template)) return locals;
  for (const { name, path } of template.outputs?.artifacts ?? []) {
    if (path !== undefined) scope.add(`outputs.artifacts.${name}.path`);
  }
  for (const { name, valueFrom } of template.outputs?.parameters ?? []) {
    if (valueFrom?.path !== undefined) scope.add(`outputs.parameters.${name}.path`);
  }
  return locals;
}

/** Puts the arguments into the template; the tag of an input that a ConfigMap fills stays. */
function withArguments(
  template: Template,
  passed: Arguments | "unknown",
  locals: ReadonlyMap<string, string>,
  { globals, placeholders, valueContext }: ValidationContext,
): ReturnType<typeof processArguments> {
  const { parameters = [], artifacts = [] } = template.inputs ?? {};
  const given =
    passed === "unknown"
      ? {
          parameters: parameters.map(({ name }) => ({ name, value: placeholders.next() })),
          artifacts: artifacts.map(({ name }) => ({ name })),
        }
      : passed;
  return processArguments(template, given, { globals, locals, validateOnly: true }, valueContext);
}

function podResourcesProblem(template: Template, context: ValidationContext): Problem {
  const { name = "", podResources } = template;
  if (podResources === undefined || context.has("pod-resources-unknown")) return undefined;
  const type = templateType(template);
  if (type === "http" || type === "plugin") {
    return `templates.${name}.podResources is not supported for ${templateKindName(template)} templates`;
  }
  return checkPodResources(`templates.${name}.podResources`, podResources);
}

/** Claims belong to a pod. Which kind a template is can be decided by its arguments, hence the processed template. */
function resourceClaimsProblem(template: Template, processed: Template, context: ValidationContext): Problem {
  const { name = "", resourceClaims = [] } = template;
  if (resourceClaims.length === 0 || isPodTemplate(processed) || context.has("resource-claims-unknown"))
    return undefined;
  return `templates.${name}.resourceClaims is not supported for ${templateKindName(processed)} templates, which do not create a pod`;
}

function timeoutProblem(template: Template, context: ValidationContext): Problem {
  const { name = "", timeout, pendingTimeout } = template;
  const stop = context.has("timeout-messages-with-full-stop") ? "." : "";
  const isLeaf = isLeafTemplate(template);
  if (timeout !== undefined && !isLeaf) {
    return `${templateKindName(template)} template doesn't support timeout field${stop}`;
  }
  if (timeout !== undefined && /^[-+]?\d+$/.test(timeout))
    return `${name} has invalid duration format in timeout${stop}`;
  if (pendingTimeout === undefined || isLeaf || context.has("pending-timeout-unknown")) return undefined;
  return `${templateKindName(template)} template doesn't support pendingTimeout field`;
}
