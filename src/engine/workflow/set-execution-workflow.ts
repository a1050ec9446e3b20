import type { WorkflowSpec } from "../../manifest/types.ts";
import { markWorkflowError, markWorkflowFailed } from "../reconcile/mark-workflow-phase.ts";
import type { Operation } from "../reconcile/operation.ts";
import { joinWorkflowSpec, mergeWorkflowSpec, withDefaultMetadata } from "../templates/spec-merge.ts";
import { validateWorkflow } from "../validation/validate-workflow.ts";
import { setVariables } from "./set-variables.ts";
import { mustUseReference, refusedOverride, sanitizedSpec } from "./workflow-restrictions.ts";

/**
 * Decides which spec is executed, validates it when the workflow is new, and fills in the workflow's variables
 * (`setExecWorkflow`). Answers false when that ended the reconcile.
 */
export function setExecutionWorkflow(operation: Operation): boolean {
  const error = chooseSpec(operation);
  if (error !== undefined) {
    markWorkflowError(operation, error);
    return false;
  }
  operation.volumes = operation.executionSpec.volumes ?? [];
  if (operation.phase === "") {
    const refused = validate(operation);
    if (refused !== undefined) {
      markWorkflowFailed(operation, `invalid spec: ${refused}`);
      return false;
    }
  }
  return setVariables(operation);
}

function chooseSpec(operation: Operation): string | undefined {
  const { workflowDefaults, workflowRestrictions } = operation.ports.configuration;
  if (operation.spec.workflowTemplateRef !== undefined) return useTemplate(operation);
  if (mustUseReference(workflowRestrictions)) {
    return "workflows must use workflowTemplateRef to be executed when the controller is in reference mode";
  }
  if (workflowDefaults !== undefined) {
    operation.metadata = withDefaultMetadata(operation.metadata, workflowDefaults.metadata);
    operation.spec = mergeWorkflowSpec(workflowDefaults.spec ?? {}, operation.spec);
  }
  operation.executionSpec = operation.spec;
  return undefined;
}

/** Executes what the WorkflowTemplate says, as it was when the workflow started (`setStoredWfSpec`). */
function useTemplate(operation: Operation): string | undefined {
  const { workflowDefaults, workflowRestrictions } = operation.ports.configuration;
  const restricted = mustUseReference(workflowRestrictions) && !operation.has("user-overrides-unrestricted");
  const refused = restricted ? refusedOverride(operation.spec) : undefined;
  if (refused !== undefined) return refused;
  const stored = operation.status.storedWorkflowTemplateSpec;
  let templateSpec = stored;
  if (stored === undefined) {
    const fetched = fetchTemplateSpec(operation);
    if (!fetched.ok) return fetched.error;
    operation.metadata = withDefaultMetadata(operation.metadata, workflowDefaults?.metadata);
    templateSpec = fetched.spec;
  }
  if (needsUpdate(operation.spec, stored)) {
    const own = restricted ? sanitizedSpec(operation.spec) : operation.spec;
    const spec = joinWorkflowSpec(own, templateSpec, workflowDefaults?.spec, operation.ports.release);
    operation.patchStatus({ storedWorkflowTemplateSpec: spec });
    operation.updated = true;
  }
  operation.executionSpec = operation.status.storedWorkflowTemplateSpec ?? operation.spec;
  if (!operation.has("workflow-template-label-not-set")) labelTemplate(operation);
  return undefined;
}

function labelTemplate(operation: Operation): void {
  const reference = operation.spec.workflowTemplateRef;
  if (reference?.name === undefined) return;
  const kind = reference.clusterScope === true ? "cluster-workflow-template" : "workflow-template";
  operation.setLabel(`workflows.argoproj.io/${kind}`, reference.name);
}

/** A stop, terminate or suspend of the workflow must reach the spec that is executed (`needsStoredWfSpecUpdate`). */
function needsUpdate(spec: WorkflowSpec, stored: WorkflowSpec | undefined): boolean {
  return (
    stored === undefined ||
    (!!spec.entrypoint && !stored.entrypoint) ||
    spec.suspend !== stored.suspend ||
    (spec.shutdown ?? "") !== (stored.shutdown ?? "")
  );
}

type FetchedSpec = { readonly ok: true; readonly spec: WorkflowSpec } | { readonly ok: false; readonly error: string };

function fetchTemplateSpec(operation: Operation): FetchedSpec {
  const { name = "", clusterScope } = operation.spec.workflowTemplateRef ?? {};
  const { caches } = operation.ports;
  const isCluster = clusterScope === true;
  const template = isCluster
    ? caches.clusterWorkflowTemplate(name)
    : caches.workflowTemplate(operation.namespace, name);
  if (template !== undefined) return { ok: true, spec: template.spec };
  const resource = isCluster ? "clusterworkflowtemplate" : "workflowtemplate";
  return { ok: false, error: `${resource}.argoproj.io "${name}" not found` };
}

function validate(operation: Operation): string | undefined {
  const { caches, configuration } = operation.ports;
  const { resourceVersion: _, creationTimestamp: __, deletionTimestamp: ___, ...metadata } = operation.metadata;
  const defaults = configuration.workflowDefaults?.spec;
  const validated = validateWorkflow(
    { apiVersion: "argoproj.io/v1alpha1", kind: "Workflow", metadata, spec: operation.spec },
    {
      lookup: caches,
      stored: operation.templates.stored,
      valueContext: operation.valueContext,
      order: operation.ports.order,
      placeholders: operation.controller.placeholders,
      ...(defaults === undefined ? {} : { workflowDefaults: defaults }),
    },
  );
  return validated.ok ? undefined : validated.error;
}
