import type { CronWorkflowObject } from "../model/cron-workflow-object.ts";
import type { ControllerPorts, KubernetesApi } from "../model/ports.ts";
import type { WorkflowObject } from "../model/workflow-object.ts";
import type { NamelessWorkflow } from "./submitted-workflow.ts";

/** Everything outside of itself that the CronWorkflow controller acts through. */
export interface CronPorts
  extends Pick<ControllerPorts, "configuration" | "epoch" | "now" | "order" | "random" | "release"> {
  readonly api: Pick<KubernetesApi, "createWorkflow" | "deleteWorkflow" | "getWorkflow" | "updateWorkflow">;
  /** A CronWorkflow as the informer shows it. */
  cronWorkflow(namespace: string, name: string): CronWorkflowObject | undefined;
  cronWorkflows(): Iterable<CronWorkflowObject>;
  /** The workflows that carry the label of a CronWorkflow, as the informer shows them. */
  submittedWorkflows(): Iterable<WorkflowObject>;
  /** What is wrong with a workflow; undefined when nothing is. */
  validateWorkflow(workflow: NamelessWorkflow): string | undefined;
  /** Tells that the controller found a CronWorkflow invalid, which only its log says. */
  reportInvalid(cronWorkflow: CronWorkflowObject, error: string): void;
  /** Stores status, labels and annotations of a CronWorkflow by merge patch. */
  patchCronWorkflow(cronWorkflow: CronWorkflowObject): void;
}
