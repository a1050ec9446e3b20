import type { WorkflowObject, WorkflowStatus } from "../engine/model/workflow-object.ts";
import type { ObjectMeta, WorkflowSpec } from "../manifest/types.ts";
import { archivingStatusLabel, completedLabel, creatorLabels, phaseLabel, resubmittedFromLabel } from "./labels.ts";
import { memoizedNodes } from "./memoized-nodes.ts";
import { overrideParameters, withParameters } from "./override-parameters.ts";
import { refuse, type UserOperationContext, type UserOperationRefusal } from "./user-operation.ts";

export interface ResubmitOptions {
  /** Takes over what succeeded, instead of running everything again. */
  readonly memoized?: boolean;
  /** New arguments, each `NAME=VALUE`. */
  readonly parameters?: readonly string[];
}

/** A workflow to submit; without a name, the API server makes one from `generateName`. */
export interface ResubmittedWorkflow {
  readonly metadata: Partial<ObjectMeta> & { readonly generateName: string; readonly namespace: string };
  readonly spec: WorkflowSpec;
  readonly status?: WorkflowStatus;
}

export type ResubmitResult = { readonly ok: true; readonly workflow: ResubmittedWorkflow } | UserOperationRefusal;

/** `argo resubmit`: makes a new workflow of an old one (`FormulateResubmitWorkflow`). */
export function resubmitWorkflow(
  workflow: WorkflowObject,
  options: ResubmitOptions,
  context: UserOperationContext,
): ResubmitResult {
  const { metadata, status } = workflow;
  if (options.memoized && status.phase !== "Failed" && status.phase !== "Error") {
    return refuse("workflow must be Failed/Error to resubmit in memoized mode");
  }
  const { activeDeadlineSeconds, shutdown: _, ...rest } = workflow.spec;
  // A deadline of 0 seconds is how a workflow used to be terminated.
  const spec = activeDeadlineSeconds ? { ...rest, activeDeadlineSeconds } : rest;
  const parameters = options.parameters ?? [];
  const overridden = overrideParameters(spec, parameters);
  if (!overridden.ok) return overridden;
  const resubmitted = {
    metadata: metadataOf(metadata),
    spec: parameters.length === 0 ? spec : withParameters(spec, overridden.parameters),
  };
  if (!options.memoized) return { ok: true, workflow: resubmitted };
  const name = resubmitted.metadata.generateName + randomSuffix(context);
  return {
    ok: true,
    workflow: {
      metadata: { ...resubmitted.metadata, name },
      spec: resubmitted.spec,
      status: {
        phase: "",
        nodes: memoizedNodes(workflow, name, context.now()),
        conditions: [{ type: "Completed", status: "False" }],
        ...(status.storedTemplates && { storedTemplates: status.storedTemplates }),
      },
    },
  };
}

function metadataOf(metadata: WorkflowObject["metadata"]): ResubmittedWorkflow["metadata"] {
  const { name, namespace, generateName, labels, annotations, ownerReferences } = metadata;
  const dropped = [...creatorLabels, phaseLabel, completedLabel, archivingStatusLabel];
  const kept = Object.entries(labels ?? {}).filter(([label]) => !dropped.includes(label));
  return {
    generateName: generateName || `${name}-`,
    namespace,
    labels: { ...Object.fromEntries(kept), [resubmittedFromLabel]: name },
    ...(annotations && { annotations }),
    ...(ownerReferences && { ownerReferences }),
  };
}

const suffixCharacters = "abcdefghijklmnopqrstuvwxyz0123456789";

/** Five characters, as the API server adds them to a `generateName`. */
function randomSuffix({ random }: UserOperationContext): string {
  const character = () => suffixCharacters[Math.floor(random() * suffixCharacters.length)];
  return Array.from({ length: 5 }, character).join("");
}
