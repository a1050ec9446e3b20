import type { ConfigMap, Template, Volume, WorkflowSpec } from "../../../manifest/types.ts";
import type { DifferenceId } from "../../../releases/differences/index.ts";
import type { ControllerConfiguration } from "../../model/ports.ts";
import type { TextVariables, ValueContext } from "../../variables/variables.ts";

/**
 * Everything that a pod is made of (`podBuilderInputs`). All of it is immutable but for the variables, which only pods
 * need that are rendered at once.
 */
export interface PodInputs {
  readonly name: string;
  readonly namespace: string;
  readonly workflowName: string;
  readonly workflowUID: string;
  readonly nodeName: string;
  readonly nodeID: string;
  /** The template with its arguments. */
  readonly template: Template;
  readonly isExitPod: boolean;
  readonly includeScriptOutput: boolean;
  /** The spec that is executed. */
  readonly spec: WorkflowSpec;
  /** The workflow's own spec, which is another one where a WorkflowTemplate is executed. */
  readonly ownSpec: WorkflowSpec;
  /** Volumes of the workflow, with their variables replaced. */
  readonly volumes: readonly Volume[];
  /** Names of the claims that were made for the workflow. */
  readonly claims: readonly string[];
  /** The template of the Steps or DAG node that the pod's node belongs to, without its arguments. */
  readonly boundaryTemplate: Template | undefined;
  /** Hosts of earlier attempts which this one is to avoid. */
  readonly avoidedHosts: readonly string[];
  /** Secret with the token of the executor's service account; absent when it has none of its own. */
  readonly executorToken: string | undefined;
  readonly configuration: ControllerConfiguration;
  /** Version of the executor's image, which is that of the controller. */
  readonly version: string;
  readonly context: ValueContext;
  readonly globals: TextVariables;
  readonly configMap: (name: string) => ConfigMap | undefined;
  /** The template's own limit, or what is left of the workflow's time, in seconds. */
  readonly activeDeadlineSeconds: number | undefined;
  /** What is left of the template's `timeout`, in seconds; it goes before all other limits. */
  readonly timeoutSeconds: number | undefined;
  /** When the executor must end the work, in virtual milliseconds. */
  readonly deadline: number | undefined;
}

/** Whether the release behaves in the named way. */
export function has({ context }: Pick<PodInputs, "context">, difference: DifferenceId): boolean {
  return context.release.has(difference);
}
