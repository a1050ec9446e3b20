import type { DAGTask, WorkflowStep } from "../../manifest/types.ts";
import type { NodeStatus } from "../model/node-status.ts";
import type { Operation } from "../reconcile/operation.ts";
import type { TemplateContext } from "../templates/template-resolution.ts";
import { addSkippedOutputsToScope } from "../variables/node-scope.ts";
import type { NodeReference, Scope } from "../variables/scope.ts";

/** Makes the outputs known that a skipped step or task would have given, as its template declares them. */
export function addSkippedOutputs(
  operation: Operation,
  scope: Scope,
  reference: NodeReference,
  invocation: WorkflowStep | DAGTask,
  node: NodeStatus,
  context: TemplateContext,
): void {
  if (node.phase !== "Skipped" && node.phase !== "Omitted") return;
  const resolved = context.resolveTemplate(invocation);
  if (!resolved.ok) return;
  addSkippedOutputsToScope(scope, reference, invocation.name, node, resolved.template.outputs, operation.valueContext);
}
