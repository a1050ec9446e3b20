import { describe, expect, it } from "vitest";
import {
  localTemplateBase,
  TemplateContext,
  type TemplateHolder,
} from "../../src/engine/templates/template-resolution.ts";
import type { ClusterWorkflowTemplate, Template, WorkflowSpec, WorkflowTemplate } from "../../src/manifest/types.ts";

const container = { image: "busybox" };
const meta = { apiVersion: "argoproj.io/v1alpha1" };

const shared: WorkflowTemplate = {
  ...meta,
  kind: "WorkflowTemplate",
  metadata: { name: "shared", namespace: "default" },
  spec: {
    podMetadata: { labels: { team: "a", app: "defaulted" } },
    templates: [
      { name: "leaf", container, metadata: { labels: { app: "own" } } },
      { name: "outer", steps: [[{ name: "s", inline: { container } }]] },
      { name: "empty" },
    ],
  },
};

const wide: ClusterWorkflowTemplate = {
  ...meta,
  kind: "ClusterWorkflowTemplate",
  metadata: { name: "wide" },
  spec: { templates: [{ name: "leaf", suspend: {} }] },
};

/** A context of the workflow `demo` in a cluster with the two shared objects. */
function context(options: { spec?: WorkflowSpec; differences?: string[]; lookup?: readonly WorkflowTemplate[] } = {}) {
  const stored = new Map<string, Template>();
  const templates = {
    get: (id: string) => stored.get(id),
    set: (id: string, template: Template) => stored.set(id, template),
    values: () => stored.values(),
  };
  const sources = {
    namespace: "default",
    lookup: {
      workflowTemplate: (namespace: string, name: string) =>
        (options.lookup ?? [shared]).find((o) => o.metadata.name === name && o.metadata.namespace === namespace),
      clusterWorkflowTemplate: (name: string) => (name === "wide" ? wide : undefined),
    },
    stored: templates,
    release: { has: (id: string) => options.differences?.includes(id) === true },
  };
  const spec = options.spec ?? { templates: [{ name: "local", container }] };
  return { stored, context: new TemplateContext(sources, localTemplateBase("demo", spec, templates)) };
}

function resolve(holder: TemplateHolder, options: Parameters<typeof context>[0] = {}) {
  return context(options).context.resolveTemplate(holder);
}

describe("TemplateContext", () => {
  it("finds a workflow's own templates and stays in its scope", () => {
    const resolved = resolve({ template: "local" });
    expect(resolved).toMatchObject({ ok: true, template: { name: "local" }, stored: false });
    expect(resolved.ok && resolved.context.templateScope).toBe("local/demo");
  });

  it("finds templates of other objects, and resolves their references in their scope", () => {
    const resolved = resolve({ templateRef: { name: "shared", template: "outer" } });
    if (!resolved.ok) throw new Error(resolved.error);
    expect(resolved.context.templateScope).toBe("namespaced/shared");
    expect(resolved.context.resolveTemplate({ template: "leaf" })).toMatchObject({ ok: true });
    expect(resolved.context.resolveTemplate({ template: "local" })).toMatchObject({ ok: false });
    const cluster = resolve({ templateRef: { name: "wide", template: "leaf", clusterScope: true } });
    expect(cluster.ok && cluster.context.templateScope).toBe("cluster/wide");
  });

  it("prefers an inline template", () => {
    expect(resolve({ name: "s", inline: { suspend: {} } })).toMatchObject({ ok: true, template: { suspend: {} } });
  });

  it.each<[TemplateHolder, string, boolean]>([
    [{ template: "nope" }, "template nope not found", true],
    [
      { templateRef: { name: "shared", template: "nope" } },
      "template nope not found in workflow template shared",
      true,
    ],
    [{ templateRef: { name: "nope", template: "leaf" } }, "workflow template nope not found", true],
    [{ templateRef: { name: "shared", template: "empty" } }, "template 'empty' type is unknown", false],
    [{}, "failed to get a template", false],
  ])("refuses %j", (holder, error, notFound) => {
    expect(resolve(holder)).toEqual({ ok: false, error, notFound });
  });

  it("stores templates of other objects once, so that later changes do not count", () => {
    const first = context();
    const reference = { templateRef: { name: "shared", template: "leaf" } };
    expect(first.context.resolveTemplate(reference)).toMatchObject({ stored: true });
    expect(first.context.resolveTemplate(reference)).toMatchObject({ stored: false });
    first.stored.set("namespaced/shared/leaf", { name: "leaf", suspend: {} });
    expect(first.context.resolveTemplate(reference)).toMatchObject({ template: { suspend: {} } });
  });

  it("says what Kubernetes says when a stored template's object is gone", () => {
    const { context: templates, stored } = context({ lookup: [] });
    stored.set("namespaced/shared/leaf", { name: "leaf", suspend: {} });
    expect(templates.resolveTemplate({ templateRef: { name: "shared", template: "leaf" } })).toMatchObject({
      ok: false,
      error: 'workflowtemplate.argoproj.io "shared" not found',
    });
  });

  it("looks for a local name among the stored templates, too", () => {
    const { context: templates } = context();
    templates.resolveTemplate({ templateRef: { name: "shared", template: "leaf" } });
    expect(templates.hasTemplate("leaf")).toBe(true);
    expect(templates.hasTemplate("outer")).toBe(false);
  });

  it("stores inline templates under the object that they stand in; before v4.1 only inside that object", () => {
    const reference = { templateRef: { name: "shared", template: "outer" } };
    const now = context();
    now.context.resolveTemplate(reference);
    expect([...now.stored.keys()]).toEqual(["namespaced/shared/outer", "namespaced/shared/inline/s"]);
    const before = context({ differences: ["inline-templates-stored-by-caller-scope"] });
    before.context.resolveTemplate(reference);
    expect([...before.stored.keys()]).toEqual(["namespaced/shared/outer"]);
  });

  it("gives templates the pod metadata of their object; before v3.7 not", () => {
    const reference = { templateRef: { name: "shared", template: "leaf" } };
    expect(resolve(reference)).toMatchObject({ template: { metadata: { labels: { team: "a", app: "own" } } } });
    const before = resolve(reference, { differences: ["pod-metadata-of-workflow-template-ignored"] });
    expect(before.ok && before.template.metadata?.labels).toEqual({ app: "own" });
  });
});
