import type { DAGTask, WorkflowStep } from "../../manifest/types.ts";
import type { NodeStatus } from "../model/node-status.ts";
import type { TemplateContext } from "../templates/template-resolution.ts";
import type { NodeReference, Scope } from "../variables/scope.ts";

/** The step or task whose hooks are looked at, and where its variables are. */
export interface HookOwner {
  readonly reference: NodeReference;
  readonly invocation: WorkflowStep | DAGTask;
  /** The node of the step, task or loop item. */
  readonly parent: NodeStatus;
  readonly boundaryID: string;
  readonly scope: Scope;
  readonly templateContext: TemplateContext;
}
