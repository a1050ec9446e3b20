import type { ObjectMeta, WorkflowSpec } from "../../manifest/types.ts";
import type { CronWorkflowObject } from "../model/cron-workflow-object.ts";

/** Label of a workflow with the name of the CronWorkflow that submitted it. */
export const cronWorkflowLabel = "workflows.argoproj.io/cron-workflow";

/** Annotation of a workflow with the time at which its run was due. */
export const scheduledTimeAnnotation = "workflows.argoproj.io/scheduled-time";
const instanceIDLabel = "workflows.argoproj.io/controller-instanceid";
const creatorLabels = [
  "workflows.argoproj.io/creator",
  "workflows.argoproj.io/creator-email",
  "workflows.argoproj.io/creator-preferred-username",
];

type SubmittedMeta = Pick<ObjectMeta, "annotations" | "finalizers" | "labels" | "ownerReferences"> & {
  readonly namespace: string;
};

export interface SubmittedWorkflow {
  readonly metadata: SubmittedMeta & Pick<ObjectMeta, "name">;
  readonly spec: WorkflowSpec;
}

/** A workflow that takes its name from the API server. */
export interface NamelessWorkflow {
  readonly metadata: SubmittedMeta & { readonly generateName: string };
  readonly spec: WorkflowSpec;
}

/** Name of the workflow of a run that was due at `dueAt`, in milliseconds since 1970. */
export function nameOfRun(cronWorkflowName: string, dueAt: number): string {
  return `${cronWorkflowName}-${Math.floor(dueAt / 1000)}`;
}

/**
 * The workflow of one run, named after when it was due (`ConvertCronWorkflowToWorkflowWithProperties`).
 *
 * @param dueAt in milliseconds since 1970
 */
export function workflowOfRun(cronWorkflow: CronWorkflowObject, dueAt: number): SubmittedWorkflow {
  const { name } = cronWorkflow.metadata;
  const { metadata, spec } = converted(cronWorkflow, dueAt, [instanceIDLabel, ...creatorLabels]);
  return { metadata: { ...metadata, name: nameOfRun(name, dueAt) }, spec };
}

/**
 * The workflow of a CronWorkflow outside of its schedule (`ConvertCronWorkflowToWorkflow`): who created the
 * CronWorkflow is not passed on.
 *
 * @param now in milliseconds since 1970
 */
export function workflowOutsideOfSchedule(cronWorkflow: CronWorkflowObject, now: number): NamelessWorkflow {
  const { metadata, spec } = converted(cronWorkflow, now, [instanceIDLabel]);
  return { metadata: { ...metadata, generateName: `${cronWorkflow.metadata.name}-` }, spec };
}

function converted({ metadata, spec }: CronWorkflowObject, time: number, inheritedLabels: readonly string[]) {
  const { name, namespace, uid } = metadata;
  const inherited = Object.entries(metadata.labels ?? {}).filter(([label]) => inheritedLabels.includes(label));
  const { workflowMetadata } = spec;
  const scheduledTime = `${new Date(time).toISOString().slice(0, "2006-01-02T15:04:05".length)}Z`;
  return {
    metadata: {
      namespace,
      labels: { ...Object.fromEntries(inherited), [cronWorkflowLabel]: name, ...workflowMetadata?.labels },
      annotations: { [scheduledTimeAnnotation]: scheduledTime, ...workflowMetadata?.annotations },
      ...(workflowMetadata?.finalizers && { finalizers: workflowMetadata.finalizers }),
      ownerReferences: [
        {
          apiVersion: "argoproj.io/v1alpha1",
          kind: "CronWorkflow",
          name,
          uid,
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
    },
    spec: spec.workflowSpec,
  };
}
