import { invocationNameOf } from "../../engine/model/node-identity.ts";
import type { NodeStatus } from "../../engine/model/node-status.ts";
import type { WorkflowObject } from "../../engine/model/workflow-object.ts";
import type { DAGTask, Template, WorkflowStep } from "../../manifest/types.ts";
import { executedSpec } from "../workflows/workflow-facts.ts";

/** The template that a node runs, if it is one of the workflow's own. */
export function templateOf(workflow: WorkflowObject, node: NodeStatus): Template | undefined {
  const { templateName, templateRef, templateScope } = node;
  const isLocal = templateRef === undefined && (templateScope === undefined || templateScope.startsWith("local/"));
  if (templateName === undefined || !isLocal) return undefined;
  return executedSpec(workflow).templates?.find(({ name }) => name === templateName);
}

/** The step or task that a node runs, if the template around it is one of the workflow's own. */
export function invocationOf(workflow: WorkflowObject, node: NodeStatus): WorkflowStep | DAGTask | undefined {
  if (node.boundaryID === undefined || node.type === "StepGroup" || node.nodeFlag?.hooked === true) return undefined;
  const boundary = workflow.status.nodes.get(node.boundaryID);
  const template = boundary && templateOf(workflow, boundary);
  const invocations = template?.dag?.tasks ?? template?.steps?.flat() ?? [];
  const name = invocationNameOf(node.name);
  return invocations.find((invocation) => invocation.name === name);
}
