import { defaultNamespace, type LoadedObject } from "../manifest/load-manifests.ts";
import type { Workflow } from "../manifest/types.ts";
import type { Scenario, Submission } from "./schema.ts";

/** An object, and the virtual millisecond at which it is created. */
export interface TimedObject {
  readonly object: LoadedObject;
  readonly at: number;
  /** Which of the scenario's submissions it is. */
  readonly submission?: number;
}

/** A workflow that was not created, and what the user saw. */
export interface RefusedSubmission {
  readonly submission: TimedObject;
  readonly error: string;
}

/** A Workflow of the manifests, or a template that `argo submit --from` makes a workflow of. */
export type SubmittedObject = Extract<
  LoadedObject,
  { readonly kind: "Workflow" | "WorkflowTemplate" | "ClusterWorkflowTemplate" }
>;

/**
 * What is created when: workflows as `submit` says, or all at once without it; everything else is there from the start.
 */
export function submissions({ submit }: Scenario, objects: readonly LoadedObject[]): readonly TimedObject[] {
  const others = objects.filter(({ kind }) => kind !== "Workflow").map((object) => ({ object, at: 0 }));
  const workflows = objects.filter(({ kind }) => kind === "Workflow").map((object) => ({ object, at: 0 }));
  return [...others, ...(submit === undefined ? workflows : submit.flatMap((one, at) => submitted(one, at, objects)))];
}

function submitted(submission: Submission, index: number, objects: readonly LoadedObject[]): readonly TimedObject[] {
  const source = sourceOf(submission, objects);
  if (source === undefined) return [];
  const workflow = withOptions(workflowFrom(source), submission);
  const { name } = workflow.metadata;
  const namespace = source.namespace || defaultNamespace;
  const object: LoadedObject = { ...source, kind: "Workflow", name, namespace, value: workflow };
  return [{ object, at: submission.at, submission: index }];
}

/** The object of the manifests that a submission is about. */
export function sourceOf(submission: Submission, objects: readonly LoadedObject[]): SubmittedObject | undefined {
  const { kind, name } = sourceName(submission);
  return objects.find((object): object is SubmittedObject => object.kind === kind && object.name === name);
}

/** The kind and name that a submission gives; no kind when Argo cannot submit such a thing. */
export function sourceName({ workflow, from = "" }: Submission): {
  readonly kind: SubmittedObject["kind"] | undefined;
  readonly name: string;
} {
  if (workflow !== undefined) return { kind: "Workflow", name: workflow };
  const [kind = "", name = ""] = from.split("/");
  return { kind: templateKinds[kind], name };
}

/** Argo's names of the kinds that `argo submit --from` takes. */
const templateKinds: Readonly<Record<string, SubmittedObject["kind"]>> = {
  WorkflowTemplate: "WorkflowTemplate",
  workflowtemplate: "WorkflowTemplate",
  workflowtemplates: "WorkflowTemplate",
  wftmpl: "WorkflowTemplate",
  ClusterWorkflowTemplate: "ClusterWorkflowTemplate",
  clusterworkflowtemplate: "ClusterWorkflowTemplate",
  clusterworkflowtemplates: "ClusterWorkflowTemplate",
  cwftmpl: "ClusterWorkflowTemplate",
};

/** The workflow itself, or the one that runs a template (`NewWorkflowFromWorkflowTemplate`), named like it. */
function workflowFrom(source: SubmittedObject): Workflow {
  if (source.kind === "Workflow") return source.value;
  const { name, kind } = source;
  const clusterScope = kind === "ClusterWorkflowTemplate";
  const label = clusterScope ? "cluster-workflow-template" : "workflow-template";
  return {
    apiVersion: source.value.apiVersion,
    kind: "Workflow",
    metadata: { name, labels: { [`workflows.argoproj.io/${label}`]: name } },
    spec: { workflowTemplateRef: { name, ...(clusterScope && { clusterScope }) } },
  };
}

/** The workflow with what the options of `argo submit` change in it (`ApplySubmitOpts`). */
function withOptions(workflow: Workflow, { name, parameters, entrypoint, priority }: Submission): Workflow {
  const { metadata, spec } = workflow;
  const given = Object.entries(parameters ?? {}).map(([name, value]) => ({ name, value }));
  const others = spec.arguments?.parameters?.filter(({ name }) => !(name in (parameters ?? {}))) ?? [];
  return {
    ...workflow,
    metadata: { ...metadata, ...(name !== undefined && { name }) },
    spec: {
      ...spec,
      ...(entrypoint !== undefined && { entrypoint }),
      ...(priority !== undefined && { priority }),
      ...(given.length > 0 && { arguments: { ...spec.arguments, parameters: [...given, ...others] } }),
    },
  };
}
