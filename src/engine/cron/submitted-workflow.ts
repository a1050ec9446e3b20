import type { ObjectMeta, WorkflowSpec } from "../../manifest/types.ts";
import type { CronWorkflowObject } from "./cron-workflow-object.ts";

/** Label of a workflow with the name of the CronWorkflow that submitted it. */
export const cronWorkflowLabel = "workflows.argoproj.io/cron-workflow";

const scheduledTimeAnnotation = "workflows.argoproj.io/scheduled-time";
const inheritedLabels = [
  "workflows.argoproj.io/creator",
  "workflows.argoproj.io/creator-email",
  "workflows.argoproj.io/creator-preferred-username",
  "workflows.argoproj.io/controller-instanceid",
];

export interface SubmittedWorkflow {
  readonly metadata: Pick<ObjectMeta, "annotations" | "finalizers" | "labels" | "name" | "ownerReferences"> & {
    readonly namespace: string;
  };
  readonly spec: WorkflowSpec;
}

/**
 * The workflow of one run, named after when it was due (`ConvertCronWorkflowToWorkflowWithProperties`).
 *
 * @param dueAt in milliseconds since 1970
 */
export function workflowOfRun({ metadata, spec }: CronWorkflowObject, dueAt: number): SubmittedWorkflow {
  const { name, namespace, uid } = metadata;
  const inherited = Object.entries(metadata.labels ?? {}).filter(([label]) => inheritedLabels.includes(label));
  const { workflowMetadata } = spec;
  const scheduledTime = `${new Date(dueAt).toISOString().slice(0, "2006-01-02T15:04:05".length)}Z`;
  return {
    metadata: {
      name: `${name}-${Math.floor(dueAt / 1000)}`,
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
