import type { WorkflowObject, WorkflowStatus } from "../../engine/model/workflow-object.ts";
import type { WorkflowSpec } from "../../manifest/types.ts";
import { archivingStatusLabel, completedLabel, phaseLabel } from "../labels.ts";
import { parseFieldSelector, selectsNode } from "../node-field-selector.ts";
import { overrideParameters, withParameters } from "../override-parameters.ts";
import {
  refuse,
  type UserOperationContext,
  type UserOperationRefusal,
  type UserOperationResult,
} from "../user-operation.ts";
import { planRetryByTree } from "./plan-retry-by-tree.ts";
import { planRetryNodeByNode } from "./plan-retry-node-by-node.ts";
import { applyRetryPlan, podsToDelete } from "./retry-plan.ts";

export interface RetryOptions {
  /** Runs nodes again that succeeded, when `nodeFieldSelector` selects them. */
  readonly restartSuccessful?: boolean;
  readonly nodeFieldSelector?: string;
  /** New arguments, each `NAME=VALUE`. */
  readonly parameters?: readonly string[];
}

/** `argo retry`: lets a failed workflow go on from where it failed (`FormulateRetryWorkflow`). */
export function retryWorkflow(
  workflow: WorkflowObject,
  options: RetryOptions,
  context: UserOperationContext,
): UserOperationResult {
  const refusal = refusalForPhase(workflow, options);
  if (refusal !== undefined) return refusal;
  const parameters = options.parameters ?? [];
  const restarted = withoutCompletion(workflow, parameters, context);
  if (!restarted.ok) return restarted;
  const selected = selectedNodes(workflow, options);
  if (!selected.ok) return selected;
  const planned = context.release.has("retry-decides-node-by-node")
    ? planRetryNodeByNode(workflow, selected.ids, context)
    : planRetryByTree(workflow, selected.ids, { hasParameters: parameters.length > 0 }, context);
  if (!planned.ok) return planned;
  return {
    ok: true,
    workflow: applyRetryPlan(restarted.workflow, planned.plan, context.now()),
    podsToDelete: podsToDelete(workflow, planned.plan, context.release),
  };
}

function refusalForPhase(workflow: WorkflowObject, options: RetryOptions): UserOperationRefusal | undefined {
  const { phase } = workflow.status;
  if (phase === "Failed" || phase === "Error") return undefined;
  if (phase !== "Succeeded") return refuse(`Cannot retry a workflow in phase ${phase}`);
  if (options.restartSuccessful && options.nodeFieldSelector) return undefined;
  return refuse("To retry a succeeded workflow, set the options restartSuccessful and nodeFieldSelector");
}

type RestartedWorkflow = { readonly ok: true; readonly workflow: WorkflowObject } | UserOperationRefusal;

/** The workflow without what says that it is over, its nodes untouched (`createNewRetryWorkflow`). */
function withoutCompletion(
  workflow: WorkflowObject,
  parameters: readonly string[],
  context: UserOperationContext,
): RestartedWorkflow {
  const { metadata, status } = workflow;
  const overridden = overrideParameters(workflow.spec, parameters);
  if (!overridden.ok) return overridden;
  const marksRunning = context.release.has("retry-marks-the-workflow-running");
  const labels: Record<string, string> = { ...metadata.labels, ...(marksRunning ? { [phaseLabel]: "Running" } : {}) };
  delete labels[completedLabel];
  delete labels[archivingStatusLabel];
  const restart = (spec: WorkflowSpec) =>
    parameters.length === 0 ? withoutShutdown(spec) : withParameters(withoutShutdown(spec), overridden.parameters);
  const { activeDeadlineSeconds, ...spec } = restart(workflow.spec);
  const stored = status.storedWorkflowTemplateSpec;
  return {
    ok: true,
    workflow: {
      metadata: { ...metadata, labels },
      // A deadline of 0 seconds is how a workflow used to be terminated.
      spec: activeDeadlineSeconds ? { ...spec, activeDeadlineSeconds } : spec,
      status: {
        ...withoutEnd(status),
        phase: marksRunning ? "Running" : "",
        startedAt: context.now(),
        ...(stored === undefined ? {} : { storedWorkflowTemplateSpec: restart(stored) }),
      },
    },
  };
}

function withoutShutdown({ shutdown: _, ...spec }: WorkflowSpec): WorkflowSpec {
  return spec;
}

function withoutEnd(status: WorkflowStatus): WorkflowStatus {
  const { message: _message, finishedAt: _finishedAt, ...rest } = status;
  const conditions = status.conditions ?? [];
  const completed = { type: "Completed", status: "False" };
  const index = conditions.findIndex(({ type }) => type === completed.type);
  // The list of claims is emptied, not removed: that is how it is stored.
  return {
    ...rest,
    persistentVolumeClaims: [],
    conditions: index < 0 ? [...conditions, completed] : conditions.with(index, completed),
  };
}

type SelectedNodes = { readonly ok: true; readonly ids: ReadonlySet<string> } | UserOperationRefusal;

/** The nodes that are to run again although they succeeded (`getNodeIDsToReset`). */
function selectedNodes(workflow: WorkflowObject, options: RetryOptions): SelectedNodes {
  if (!options.restartSuccessful || !options.nodeFieldSelector) return { ok: true, ids: new Set() };
  const parsed = parseFieldSelector(options.nodeFieldSelector);
  if (!parsed.ok) return refuse(parsed.error);
  const ids = new Set<string>();
  for (const [id, node] of workflow.status.nodes.entries()) {
    if (selectsNode(parsed.selector, node)) ids.add(id);
  }
  return { ok: true, ids };
}
