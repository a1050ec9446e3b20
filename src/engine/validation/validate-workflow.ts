import { quote } from "../../expression/go/quote.ts";
import { NestingDepth } from "../../expression/size-limit.ts";
import type { Arguments, Workflow, WorkflowSpec, WorkflowTemplateRef } from "../../manifest/types.ts";
import { deepestTemplates } from "../model/errors/size-limit.ts";
import { localTemplateBase, TemplateContext, type TemplateHolder } from "../templates/template-resolution.ts";
import { checkArguments } from "./arguments.ts";
import { checkFieldNames, containsTag } from "./field-names.ts";
import { globalVariables } from "./global-variables.ts";
import { checkHooks } from "./hooks.ts";
import { checkPodGC } from "./pod-gc.ts";
import { firstProblem, type Problem, prefixed } from "./problem.ts";
import { checkPodResources } from "./templates/pod-resources.ts";
import { checkTemplateHolder } from "./templates/template-holder.ts";
import type { ValidationContext, ValidationEnvironment } from "./validation-context.ts";

export type Validation = { readonly ok: true } | { readonly ok: false; readonly error: string };

/**
 * Whether the controller accepts a new workflow (`validate.go: Workflow`). The error is what follows `invalid spec: `
 * in the message of the workflow, which becomes Failed.
 *
 * Upstream's order of checks is kept, because only the first problem is ever told.
 */
export function validateWorkflow(workflow: Workflow, environment: ValidationEnvironment): Validation {
  const problem = workflowProblem(workflow, environment);
  return problem === undefined ? { ok: true } : { ok: false, error: problem };
}

function workflowProblem(workflow: Workflow, environment: ValidationEnvironment): Problem {
  const { metadata, spec } = workflow;
  const has: ValidationContext["has"] = (id) => environment.valueContext.release.has(id);
  if (metadata.name.length > 63) {
    return `workflow name ${quote(metadata.name)} must not be more than 63 characters long (currently ${metadata.name.length})`;
  }
  const referenced = referencedSpec(workflow, environment);
  if (typeof referenced === "string") return referenced;
  const passed = referenced === undefined ? (spec.arguments ?? {}) : mergeArguments(spec, referenced);
  const malformed =
    prefixed("spec.templates", checkFieldNames(spec.templates)) ??
    executorPluginsProblem(spec, has("workflow-executor-plugins-unknown")) ??
    checkArguments("spec.arguments.", passed);
  if (malformed !== undefined) return malformed;

  const { placeholders } = environment;
  const defaults = has("labels-of-workflow-defaults-unknown") ? undefined : environment.workflowDefaults;
  const context: ValidationContext = {
    globals: globalVariables({ workflow, defaults, referenced }, passed, placeholders, environment.order),
    validated: new Set(),
    depth: new NestingDepth("a template", deepestTemplates),
    placeholders,
    valueContext: environment.valueContext,
    order: environment.order,
    allowsAnyOutputArtifact: false,
    has,
  };
  const templates = new TemplateContext(
    { namespace: metadata.namespace ?? "", release: environment.valueContext.release, ...environment },
    localTemplateBase(metadata.name, spec, environment.stored),
  );
  return new WorkflowCheck(spec, referenced, templates, context).problem(passed);
}

/** The spec of the WorkflowTemplate that the workflow is made from, or why it cannot be. */
function referencedSpec(
  { metadata, spec }: Workflow,
  { lookup }: ValidationEnvironment,
): WorkflowSpec | string | undefined {
  const reference = spec.workflowTemplateRef;
  if (reference === undefined) return undefined;
  if ((spec.templates ?? []).length > 0) {
    return "Templates is invalid field in spec if workflow referred WorkflowTemplate reference";
  }
  const { name = "", clusterScope } = reference;
  const found = clusterScope
    ? lookup.clusterWorkflowTemplate(name)
    : lookup.workflowTemplate(metadata.namespace ?? "", name);
  const resource = clusterScope ? "clusterworkflowtemplates" : "workflowtemplates";
  return found?.spec ?? `${resource}.argoproj.io ${quote(name)} not found`;
}

/** The workflow's arguments, and those of the referenced spec that it does not give. */
function mergeArguments(own: WorkflowSpec, referenced: WorkflowSpec): Arguments {
  const specs = [own, referenced];
  return {
    parameters: firstOfEachName(specs.flatMap((spec) => spec.arguments?.parameters ?? [])),
    artifacts: firstOfEachName(specs.flatMap((spec) => spec.arguments?.artifacts ?? [])),
  };
}

function firstOfEachName<Item extends { readonly name: string }>(items: readonly Item[]): Item[] {
  return [...new Map(items.toReversed().map((item) => [item.name, item])).values()].toReversed();
}

function executorPluginsProblem({ executorPlugins = [] }: WorkflowSpec, isUnknown: boolean): Problem {
  if (isUnknown) return undefined;
  return firstProblem(executorPlugins, ({ metadata }) =>
    typeof metadata === "object" && metadata !== null && "name" in metadata && metadata.name
      ? undefined
      : "spec.executorPlugins: executor plugin metadata name is mandatory",
  );
}

/** The checks of a workflow's templates, from its entrypoint, its exit handler and each by itself. */
class WorkflowCheck {
  readonly #spec: WorkflowSpec;
  readonly #referenced: WorkflowSpec | undefined;
  readonly #templates: TemplateContext;
  readonly #context: ValidationContext;

  constructor(
    spec: WorkflowSpec,
    referenced: WorkflowSpec | undefined,
    templates: TemplateContext,
    context: ValidationContext,
  ) {
    this.#spec = spec;
    this.#referenced = referenced;
    this.#templates = templates;
    this.#context = context;
  }

  problem(passed: Arguments): Problem {
    const { hooks, podGC, podResources } = this.#spec;
    return (
      this.#entrypoint(passed) ??
      this.#exitHandler() ??
      checkHooks(hooks, "hooks", this.#context) ??
      checkPodGC(podGC) ??
      (this.#context.has("pod-resources-unknown") ? undefined : checkPodResources("spec.podResources", podResources)) ??
      this.#everyTemplate()
    );
  }

  #entrypoint(passed: Arguments): Problem {
    const entrypoint = this.#spec.entrypoint ?? this.#referenced?.entrypoint;
    if (entrypoint === undefined) return "spec.entrypoint is required";
    return this.#call(entrypoint, passed);
  }

  #exitHandler(): Problem {
    const onExit = this.#spec.onExit ?? this.#referenced?.onExit;
    if (onExit === undefined) return undefined;
    const { globals, placeholders, has } = this.#context;
    globals.set("workflow.failures", placeholders.next());
    if (!has("tagged-global-artifacts-unknown-to-exit-handlers")) {
      this.#context.allowsAnyOutputArtifact = [this.#spec, this.#referenced].some(hasTaggedGlobalArtifact);
    }
    return this.#call(onExit, this.#spec.arguments ?? {});
  }

  #everyTemplate(): Problem {
    return firstProblem((this.#referenced ?? this.#spec).templates, ({ name = "" }) =>
      prefixed(`templates.${name} `, this.#call(name, "unknown")),
    );
  }

  #call(template: string, passed: Arguments | "unknown"): Problem {
    const reference = this.#spec.workflowTemplateRef;
    const holder = reference === undefined ? { template } : { templateRef: templateOf(reference, template) };
    const called = checkTemplateHolder(holder, this.#templates, passed, this.#context);
    return called.ok ? undefined : called.error;
  }
}

function templateOf(reference: WorkflowTemplateRef, template: string): NonNullable<TemplateHolder["templateRef"]> {
  return { ...reference, template };
}

function hasTaggedGlobalArtifact(spec: WorkflowSpec | undefined): boolean {
  const artifacts = (spec?.templates ?? []).flatMap((template) => template.outputs?.artifacts ?? []);
  return artifacts.some(({ globalName }) => globalName !== undefined && containsTag(globalName));
}
