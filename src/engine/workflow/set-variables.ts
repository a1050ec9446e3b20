import { addRuntimeParameters, globalParameters, substituteSpec } from "../arguments/global-parameters.ts";
import { givenMetadata } from "../arguments/workflow-metadata.ts";
import { markWorkflowError, markWorkflowFailed } from "../reconcile/mark-workflow-phase.ts";
import type { Operation } from "../reconcile/operation.ts";
import { GlobalVariables } from "../variables/global-variables.ts";
import { succeed, type ValueResult } from "../variables/variables.ts";
import { RememberedVariables } from "./remembered-variables.ts";

/** Fills in the workflow's variables and replaces them in its spec; answers false when that ended the reconcile. */
export function setVariables(operation: Operation): boolean {
  const { release } = operation.ports;
  const globals = globalVariables(operation);
  if (!globals.ok) {
    markWorkflowFailed(operation, `failed to set global parameters: ${globals.error}`);
    return false;
  }
  operation.globals = new GlobalVariables(globals.value);
  if (!substitute(operation, operation.globals)) return false;
  if (operation.phase === "" && !updateMetadata(operation)) return false;
  addRuntimeParameters(operation.globals, operation.status, operation.now, { release });
  return true;
}

function globalVariables(operation: Operation): ValueResult<ReadonlyMap<string, string>> {
  const { metadata, executionSpec: spec, status, namespace, ports, memory } = operation;
  const configMap = (name: string) => ports.caches.configMap(namespace, name);
  const sources = { metadata, spec, outputs: status.outputs, configMap };
  const remembered = memory.of(RememberedVariables).recall(sources);
  if (remembered !== undefined) return succeed(remembered);
  const globals = globalParameters(sources, operation.valueContext);
  if (globals.ok) memory.of(RememberedVariables).remember(sources, globals.value);
  return globals;
}

/** A variable that cannot be replaced ends the reconcile without a trace, as upstream has it. */
function substitute(operation: Operation, variables: ReadonlyMap<string, string>): boolean {
  const spec = substituteSpec(operation.executionSpec, variables, operation.valueContext);
  if (!spec.ok) return false;
  // What is executed and what is stored are one object unless a WorkflowTemplate is executed.
  if (operation.executionSpec === operation.spec) operation.spec = spec.value;
  operation.executionSpec = spec.value;
  return true;
}

function updateMetadata(operation: Operation): boolean {
  const declared = operation.executionSpec.workflowMetadata;
  if (declared === undefined) return true;
  const given = givenMetadata(declared, operation.globals, operation.valueContext, operation.ports.order);
  if (!given.ok) {
    markWorkflowError(operation, given.error);
    return false;
  }
  const { labels, annotations, variables } = given.value;
  operation.metadata = {
    ...operation.metadata,
    labels: { ...operation.metadata.labels, ...labels },
    annotations: { ...operation.metadata.annotations, ...annotations },
  };
  for (const [name, value] of variables) operation.globals.set(name, value);
  operation.updated = true;
  if (substitute(operation, variables)) return true;
  markWorkflowError(operation, "failed to substitute the metadata of the workflow");
  return false;
}
