import type { Template, WorkflowSpec } from "../../manifest/types.ts";
import type { ControllerPorts } from "../model/ports.ts";
import type { WorkflowStatus } from "../model/workflow-object.ts";
import {
  localTemplateBase,
  type StoredTemplates,
  sharedTemplateBase,
  TemplateContext,
  type TemplateSources,
} from "./template-resolution.ts";

export type ContextResult =
  | { readonly ok: true; readonly context: TemplateContext }
  | { readonly ok: false; readonly error: string };

/** The workflow whose templates are looked for. */
export interface TemplateOwner {
  readonly namespace: string;
  readonly name: string;
  readonly ports: Pick<ControllerPorts, "caches" | "release">;
  /** The workflow's own spec, as it is stored. */
  readonly spec: WorkflowSpec;
  /** The spec that is executed. */
  readonly executionSpec: WorkflowSpec;
  readonly status: Omit<WorkflowStatus, "nodes">;
  patchStatus(patch: Partial<Omit<WorkflowStatus, "nodes">>): void;
}

/** The templates that one reconcile can see: the workflow's own, those stored in its status, and other objects'. */
export class OperationTemplates {
  readonly #owner: TemplateOwner;
  readonly #sources: TemplateSources;
  readonly #contexts = new Map<string, ContextResult>();
  readonly #byName = new Map<string, Template | undefined>();

  constructor(owner: TemplateOwner) {
    this.#owner = owner;
    this.#sources = {
      namespace: owner.namespace,
      lookup: owner.ports.caches,
      stored: storedTemplates(owner),
      release: owner.ports.release,
    };
  }

  /** Templates of other objects, as they were when the workflow first used them. */
  get stored(): StoredTemplates {
    return this.#sources.stored;
  }

  /** The context of the workflow itself. */
  get local(): TemplateContext {
    const { executionSpec, spec, name } = this.#owner;
    // A workflow made from a WorkflowTemplate is executed as a nameless one that holds nothing but the spec.
    const scopeName = spec.workflowTemplateRef === undefined ? name : "";
    return new TemplateContext(this.#sources, localTemplateBase(scopeName, executionSpec, this.#sources.stored));
  }

  /** The context of a template scope such as `namespaced/my-template` (`createTemplateContext`). */
  context(templateScope: string | undefined): ContextResult {
    const key = templateScope ?? "local/";
    let known = this.#contexts.get(key);
    if (known === undefined) {
      known = this.#create(key);
      this.#contexts.set(key, known);
    }
    return known;
  }

  #create(templateScope: string): ContextResult {
    const slash = templateScope.indexOf("/");
    const scope = slash < 0 ? "namespaced" : templateScope.slice(0, slash);
    const name = templateScope.slice(slash + 1);
    if (scope === "local") return { ok: true, context: this.local };
    const { lookup, namespace } = this.#sources;
    const isCluster = scope === "cluster";
    const found = isCluster ? lookup.clusterWorkflowTemplate(name) : lookup.workflowTemplate(namespace, name);
    if (found === undefined) {
      const resource = isCluster ? "clusterworkflowtemplate" : "workflowtemplate";
      return { ok: false, error: `${resource}.argoproj.io "${name}" not found` };
    }
    return { ok: true, context: new TemplateContext(this.#sources, sharedTemplateBase(found)) };
  }

  /** A template by its name alone: the workflow's own, else a stored one (`Workflow.GetTemplateByName`). */
  byName(name: string): Template | undefined {
    if (this.#byName.has(name)) return this.#byName.get(name);
    const { spec, status } = this.#owner;
    const inSpec = (templates: readonly Template[] | undefined) =>
      templates?.find((template) => template.name === name);
    const template =
      inSpec(spec.templates) ??
      inSpec(status.storedWorkflowTemplateSpec?.templates) ??
      Object.values(status.storedTemplates ?? {}).find((stored) => stored.name === name);
    this.#byName.set(name, template);
    return template;
  }
}

function storedTemplates(owner: TemplateOwner): StoredTemplates {
  return {
    get: (id) => owner.status.storedTemplates?.[id],
    set: (id, template) => {
      owner.patchStatus({ storedTemplates: { ...owner.status.storedTemplates, [id]: template } });
    },
    values: () => Object.values(owner.status.storedTemplates ?? {}),
  };
}
