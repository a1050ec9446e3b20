import type {
  ClusterWorkflowTemplate,
  Metadata,
  Template,
  TemplateRef,
  TemplateReferenceHolder,
  WorkflowSpec,
  WorkflowTemplate,
} from "../../manifest/types.ts";
import type { Release } from "../../releases/release.ts";
import { templateType } from "../model/template-type.ts";

/** Where the templates of other objects are found. */
export interface TemplateLookup {
  workflowTemplate(namespace: string, name: string): WorkflowTemplate | undefined;
  clusterWorkflowTemplate(name: string): ClusterWorkflowTemplate | undefined;
}

/** `status.storedTemplates`: templates of other objects as they were when the workflow first used them. */
export interface StoredTemplates {
  get(id: string): Template | undefined;
  set(id: string, template: Template): void;
  values(): Iterable<Template>;
}

export type TemplateScope = "local" | "namespaced" | "cluster";

/** An object that holds templates: the workflow itself, or a WorkflowTemplate of the namespace or the cluster. */
export interface TemplateBase {
  readonly scope: TemplateScope;
  readonly name: string;
  readonly podMetadata: Metadata | undefined;
  readonly templateDefaults: Template | undefined;
  template(name: string): Template | undefined;
}

/** The base of a WorkflowTemplate or ClusterWorkflowTemplate. */
export function sharedTemplateBase(template: WorkflowTemplate | ClusterWorkflowTemplate): TemplateBase {
  const scope = template.kind === "WorkflowTemplate" ? "namespaced" : "cluster";
  return new SpecTemplateBase(scope, template.metadata.name, template.spec);
}

/**
 * The base of a workflow. A name that its spec does not know is also looked for among the stored templates of other
 * objects (`Workflow.GetTemplateByName`).
 */
export function localTemplateBase(name: string, spec: WorkflowSpec, stored?: StoredTemplates): TemplateBase {
  return new SpecTemplateBase("local", name, spec, stored);
}

class SpecTemplateBase implements TemplateBase {
  readonly scope: TemplateScope;
  readonly name: string;
  readonly #spec: WorkflowSpec;
  readonly #stored: StoredTemplates | undefined;

  constructor(scope: TemplateScope, name: string, spec: WorkflowSpec, stored?: StoredTemplates) {
    this.scope = scope;
    this.name = name;
    this.#spec = spec;
    this.#stored = stored;
  }

  get podMetadata(): Metadata | undefined {
    return this.#spec.podMetadata;
  }

  get templateDefaults(): Template | undefined {
    return this.#spec.templateDefaults;
  }

  template(wanted: string): Template | undefined {
    return named(wanted, this.#spec.templates ?? []) ?? named(wanted, this.#stored?.values() ?? []);
  }
}

function named(wanted: string, templates: Iterable<Template>): Template | undefined {
  for (const template of templates) if (template.name === wanted) return template;
  return undefined;
}

/** A reference to a template; a step or task has a name, under which an inline template is stored. */
export type TemplateHolder = TemplateReferenceHolder & { readonly name?: string };

/** What a reference came to. */
export type TemplateResolution =
  | {
      readonly ok: true;
      /** Where the template's own references are resolved. */
      readonly context: TemplateContext;
      readonly template: Template;
      /** Whether the template was now stored in the workflow's status for the first time. */
      readonly stored: boolean;
    }
  | {
      readonly ok: false;
      readonly error: string;
      /** Whether there is no such object or template, rather than something else being wrong. */
      readonly notFound: boolean;
    };

/** What all contexts of one workflow share. */
export interface TemplateSources {
  readonly namespace: string;
  readonly lookup: TemplateLookup;
  readonly stored: StoredTemplates;
  readonly release: Pick<Release, "has">;
}

/** Where references to templates are resolved (`templateresolution/context.go`). */
export class TemplateContext {
  readonly #sources: TemplateSources;
  readonly #base: TemplateBase;

  constructor(sources: TemplateSources, base: TemplateBase) {
    this.#sources = sources;
    this.#base = base;
  }

  /** `local/NAME`, `namespaced/NAME` or `cluster/NAME`, as node statuses carry it. */
  get templateScope(): string {
    return `${this.#base.scope}/${this.#base.name}`;
  }

  /** The object in which local names are looked up. */
  get base(): TemplateBase {
    return this.#base;
  }

  /** Whether the local name stands for a template. */
  hasTemplate(name: string): boolean {
    return this.#base.template(name) !== undefined;
  }

  /** Finds the template that a step, task or hook refers to, and stores it if it is another object's. */
  resolveTemplate(holder: TemplateHolder): TemplateResolution {
    const { stored } = this.#sources;
    const id = storedTemplateID(this.#base, holder);
    const known = id === undefined ? undefined : stored.get(id);
    const found = known === undefined ? this.#findTemplate(holder) : succeed(known);
    if (!found.ok) return found;
    const template = found.value;
    if (known === undefined) {
      if (id !== undefined) stored.set(id, template);
      this.#storeInlineTemplates(holder, template);
    }
    const context = this.#contextOf(holder.templateRef);
    if (!context.ok) return context;
    if (templateType(template) === "unknown") return fail(`template '${template.name ?? ""}' type is unknown`);
    return { ok: true, context: context.value, template, stored: known === undefined && id !== undefined };
  }

  #findTemplate({ inline, templateRef, template }: TemplateHolder): Result<Template> {
    if (inline !== undefined) return succeed(inline);
    if (templateRef !== undefined) return this.#findReferenced(templateRef);
    if (!template) return fail("failed to get a template");
    const found = this.#base.template(template);
    if (found === undefined) return notFound(`template ${template} not found`);
    return succeed(this.#withPodMetadata(found, this.#base));
  }

  #findReferenced(reference: TemplateRef): Result<Template> {
    const name = reference.name ?? "";
    const base = this.#baseOf(reference);
    if (base === undefined) return notFound(`workflow template ${name} not found`);
    const found = base.template(reference.template ?? "");
    if (found !== undefined) return succeed(this.#withPodMetadata(found, base));
    return notFound(`template ${reference.template ?? ""} not found in workflow template ${name}`);
  }

  /** The context of a template's own references. A stored template may outlive the object that it came from. */
  #contextOf(reference: TemplateRef | undefined): Result<TemplateContext> {
    if (reference === undefined) return succeed(this);
    const base = this.#baseOf(reference);
    if (base !== undefined) return succeed(new TemplateContext(this.#sources, base));
    const resource = reference.clusterScope ? "clusterworkflowtemplate" : "workflowtemplate";
    return fail(`${resource}.argoproj.io "${reference.name ?? ""}" not found`);
  }

  #baseOf({ name = "", clusterScope }: TemplateRef): TemplateBase | undefined {
    const { lookup, namespace } = this.#sources;
    const found = clusterScope ? lookup.clusterWorkflowTemplate(name) : lookup.workflowTemplate(namespace, name);
    return found === undefined ? undefined : sharedTemplateBase(found);
  }

  /** Inline templates of another object's template are stored too, under the names of their steps or tasks. */
  #storeInlineTemplates({ templateRef }: TemplateHolder, template: Template): void {
    const { stored, release } = this.#sources;
    const byCaller = templateRef === undefined || release.has("inline-templates-stored-by-caller-scope");
    const scope = byCaller ? this.#base.scope : scopeOf(templateRef);
    const name = byCaller ? this.#base.name : (templateRef.name ?? "");
    for (const holder of inlineHoldersOf(template)) {
      if (holder.inline === undefined) continue;
      const id = storedTemplateID({ scope, name }, holder);
      if (id !== undefined && stored.get(id) === undefined) stored.set(id, holder.inline);
    }
  }

  #withPodMetadata(template: Template, { podMetadata }: TemplateBase): Template {
    if (podMetadata === undefined || this.#sources.release.has("pod-metadata-of-workflow-template-ignored")) {
      return template;
    }
    const { labels, annotations } = podMetadata;
    return {
      ...template,
      metadata: {
        ...template.metadata,
        ...(labels && { labels: { ...labels, ...template.metadata?.labels } }),
        ...(annotations && { annotations: { ...annotations, ...template.metadata?.annotations } }),
      },
    };
  }
}

const inlineHolders = new WeakMap<Template, readonly TemplateHolder[]>();

/** The steps and tasks of a template that have a template inline; looked for once, for there may be very many. */
function inlineHoldersOf(template: Template): readonly TemplateHolder[] {
  let holders = inlineHolders.get(template);
  if (holders === undefined) {
    holders = [...(template.steps?.flat() ?? []), ...(template.dag?.tasks ?? [])].filter(
      ({ inline }) => inline !== undefined,
    );
    inlineHolders.set(template, holders);
  }
  return holders;
}

/** The id under which a template is stored; undefined for a workflow's own (`resolveTemplateReference`). */
function storedTemplateID(
  caller: Pick<TemplateBase, "scope" | "name">,
  { templateRef, inline, template, name }: TemplateHolder,
): string | undefined {
  if (templateRef !== undefined) {
    return `${scopeOf(templateRef)}/${templateRef.name ?? ""}/${templateRef.template ?? ""}`;
  }
  if (caller.scope === "local") return undefined;
  if (inline !== undefined) return `${caller.scope}/${caller.name}/inline/${name ?? ""}`;
  return `${caller.scope}/${caller.name}/${template ?? ""}`;
}

function scopeOf(reference: TemplateRef): TemplateScope {
  return reference.clusterScope ? "cluster" : "namespaced";
}

type Failure = TemplateResolution & { readonly ok: false };
type Result<Value> = { readonly ok: true; readonly value: Value } | Failure;

function succeed<Value>(value: Value): Result<Value> {
  return { ok: true, value };
}

function fail(error: string): Failure {
  return { ok: false, error, notFound: false };
}

function notFound(error: string): Failure {
  return { ok: false, error, notFound: true };
}
