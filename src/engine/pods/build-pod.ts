import type { PreparedCall } from "../execution/execution.ts";
import { templateDeadlines } from "../execution/template-timeouts.ts";
import { type ExecutionError, otherError } from "../execution-error.ts";
import type { Operation } from "../operation.ts";
import type { PodToCreate } from "../pod.ts";
import { podNameOf } from "../reconciliation/pod-of-node.ts";
import type { NodeStatus } from "../status/node-status.ts";
import { mainContainerNames, templateType } from "../template-type.ts";

export type BuiltPod =
  | { readonly kind: "pod"; readonly pod: PodToCreate }
  /** The workflow's deadline has passed: there is no pod any more, and the deadline will fail the node. */
  | { readonly kind: "tooLate" }
  | { readonly kind: "error"; readonly error: ExecutionError };

/** The pod that a node needs (`podBuilder.build`). */
export function buildPod(
  operation: Operation,
  call: PreparedCall,
  node: NodeStatus,
  executionDeadline: number | undefined,
  includeScriptOutput: boolean,
): BuiltPod {
  const { template, nodeName } = call;
  const isExitPod = call.options.isExitTemplate === true;
  const active = activeDeadline(operation, call, node, executionDeadline);
  if (active.kind !== "seconds") return active;
  const type = templateType(template);
  return {
    kind: "pod",
    pod: {
      name: podNameOf(operation, nodeName, template.name),
      namespace: operation.namespace,
      labels: {
        "workflows.argoproj.io/workflow": operation.name,
        "workflows.argoproj.io/completed": "false",
        ...(isExitPod ? { "workflows.argoproj.io/on-exit": "true" } : {}),
      },
      annotations: { "workflows.argoproj.io/node-name": nodeName, "workflows.argoproj.io/node-id": node.id },
      workflowName: operation.name,
      nodeID: node.id,
      nodeName,
      spec: {
        mainContainers: mainContainerNames(template),
        initContainers: (template.initContainers ?? []).map(({ name = "" }) => name),
        sidecars: (template.sidecars ?? []).map(({ name = "" }) => name),
        hasWaitContainer: type !== "resource" && type !== "data",
        template,
        includeScriptOutput,
        ...(active.value === undefined ? {} : { activeDeadlineSeconds: active.value }),
        terminationGracePeriodSeconds: 30,
        isAgent: false,
      },
    },
  };
}

type ActiveDeadline =
  | { readonly kind: "seconds"; readonly value: number | undefined }
  | { readonly kind: "tooLate" }
  | { readonly kind: "error"; readonly error: ExecutionError };

/** How long the pod may run: the template's own limit, what is left of the workflow's, and of a `timeout`. */
function activeDeadline(
  operation: Operation,
  { template, nodeName, options }: PreparedCall,
  node: NodeStatus,
  executionDeadline: number | undefined,
): ActiveDeadline {
  void executionDeadline;
  let seconds: number | undefined;
  if (template.activeDeadlineSeconds !== undefined) {
    const text = String(template.activeDeadlineSeconds);
    if (!/^[+-]?\d+$/.test(text)) {
      return { kind: "error", error: otherError(`value '${text}' cannot be resolved to an int64`) };
    }
    seconds = Number.parseInt(text, 10);
  }
  // Exit handlers run although the workflow's deadline has passed.
  if (operation.workflowDeadline !== undefined && options.isExitTemplate !== true) {
    const left = Math.trunc((operation.workflowDeadline - operation.now) / 1000);
    if (left <= 0) return { kind: "tooLate" };
    if (seconds === undefined || left < seconds) seconds = left;
  }
  const deadlines = templateDeadlines(operation, template, node);
  if (!deadlines.ok) return { kind: "error", error: deadlines.error };
  if (deadlines.ofTimeout !== undefined) {
    seconds = Math.trunc((deadlines.ofTimeout - operation.now) / 1000);
    if (seconds <= 1) return { kind: "error", error: otherError(`${nodeName} exceeded its deadline`) };
  }
  return { kind: "seconds", value: seconds };
}
