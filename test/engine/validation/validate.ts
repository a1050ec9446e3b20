import { validateWorkflow } from "../../../src/engine/validation/validate-workflow.ts";
import { Placeholders } from "../../../src/engine/variables/placeholders.ts";
import { loadManifests } from "../../../src/manifest/load-manifests.ts";
import type {
  ClusterWorkflowTemplate,
  Template,
  Workflow,
  WorkflowSpec,
  WorkflowTemplate,
} from "../../../src/manifest/types.ts";

/** What a validation is made with, beside the manifest. */
export interface ValidateOptions {
  readonly differences?: readonly string[];
  readonly workflowDefaults?: WorkflowSpec;
  /** Receives the templates that validation stores. */
  readonly stored?: Map<string, Template>;
}

/** The error with which the only Workflow of a manifest is refused; undefined when it is accepted. */
export function refusal(text: string, options: ValidateOptions = {}): string | undefined {
  const { objects, diagnostics } = loadManifests([{ path: "wf.yaml", text }]);
  const unreadable = diagnostics.find(({ severity }) => severity === "error");
  if (unreadable !== undefined) throw new Error(unreadable.message);
  const find = (kind: string, name: string) =>
    objects.find((object) => object.kind === kind && object.name === name)?.value;
  const stored = options.stored ?? new Map<string, Template>();
  const { workflowDefaults, differences = [] } = options;
  const validation = validateWorkflow(objects.find(({ kind }) => kind === "Workflow")?.value as Workflow, {
    lookup: {
      workflowTemplate: (_, name) => find("WorkflowTemplate", name) as WorkflowTemplate | undefined,
      clusterWorkflowTemplate: (name) => find("ClusterWorkflowTemplate", name) as ClusterWorkflowTemplate | undefined,
    },
    stored: {
      get: (id) => stored.get(id),
      set: (id, template) => stored.set(id, template),
      values: () => stored.values(),
    },
    ...(workflowDefaults && { workflowDefaults }),
    order: (_order, _of, items) => items,
    placeholders: Placeholders.of({ has: (id) => differences.includes(id) }),
    valueContext: {
      release: { has: (id) => differences.includes(id) },
      evaluation: { now: 0, random: () => 0.5 },
      epoch: 0,
    },
  });
  return validation.ok ? undefined : validation.error;
}

/** A workflow whose entrypoint is `main`, with these fields of its spec and templates, as lines of YAML. */
export function workflow(templates: string, spec = ""): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {name: demo}
spec:
  entrypoint: main
${indented(spec, "  ")}
  templates:
  - {name: work, container: {image: busybox}}
${indented(templates, "  ")}
`;
}

/** A WorkflowTemplate named `shared`, to append to a workflow. */
export function workflowTemplate(templates: string, spec = ""): string {
  return `---
apiVersion: argoproj.io/v1alpha1
kind: WorkflowTemplate
metadata: {name: shared}
spec:
${indented(spec, "  ")}
  templates:
${indented(templates, "  ")}
`;
}

function indented(text: string, by: string): string {
  return text
    .split("\n")
    .map((line) => by + line)
    .join("\n");
}
