import type { PreparedCall } from "../execution/execution.ts";
import { templateDeadlines } from "../execution/template-timeouts.ts";
import { type ExecutionError, otherError } from "../model/execution-error.ts";
import type { NodeStatus } from "../model/node-status.ts";
import type { PodToCreate } from "../model/pod.ts";
import { mainContainerNames, templateType } from "../model/template-type.ts";
import type { Operation } from "../reconcile/operation.ts";
import { podNameOf } from "../reconciliation/pod-of-node.ts";
import { podProblem } from "./pod-problem.ts";

export type BuiltPod =
  | { readonly kind: "pod"; readonly pod: PodToCreate }
  /** The workflow's deadline has passed: there is no pod any more, and the deadline will fail the node. */
  | { readonly kind: "tooLate" }
  | { readonly kind: "error"; readonly error: ExecutionError };

/** Name of the executor's container that goes before all others: it fetches inputs. */
const initContainer = "init";

/** The pod that a node needs (`podBuilder.build`). */
export function buildPod(
  operation: Operation,
  call: PreparedCall,
  node: NodeStatus,
  includeScriptOutput: boolean,
): BuiltPod {
  const { template, nodeName } = call;
  const { podMetadata } = operation.executionSpec;
  const isExitPod = call.options.isExitTemplate === true;
  const name = podNameOf(operation, nodeName, template.name);
  const active = activeDeadline(operation, call);
  if (active.kind !== "seconds") return active;
  const problem = podProblem(operation, template, name);
  if (problem !== undefined) return { kind: "error", error: otherError(problem) };
  const limited = limitByTimeout(operation, call, node, active.value);
  if (limited.kind !== "seconds") return limited;
  const type = templateType(template);
  return {
    kind: "pod",
    pod: {
      name,
      namespace: operation.namespace,
      labels: {
        "workflows.argoproj.io/workflow": operation.name,
        "workflows.argoproj.io/completed": "false",
        ...(isExitPod ? { "workflows.argoproj.io/on-exit": "true" } : {}),
        ...podMetadata?.labels,
        ...template.metadata?.labels,
      },
      annotations: {
        "workflows.argoproj.io/node-name": nodeName,
        "workflows.argoproj.io/node-id": node.id,
        ...podMetadata?.annotations,
        ...template.metadata?.annotations,
      },
      workflowName: operation.name,
      nodeID: node.id,
      nodeName,
      displayName: node.displayName,
      spec: {
        mainContainers: mainContainerNames(template),
        initContainers: [initContainer, ...(template.initContainers ?? []).map(({ name = "" }) => name)],
        sidecars: (template.sidecars ?? []).map(({ name = "" }) => name),
        hasWaitContainer: type !== "resource" && type !== "data",
        template,
        includeScriptOutput,
        ...(limited.value === undefined ? {} : { activeDeadlineSeconds: limited.value }),
        terminationGracePeriodSeconds: 30,
      },
    },
  };
}

type ActiveDeadline =
  | { readonly kind: "seconds"; readonly value: number | undefined }
  | { readonly kind: "tooLate" }
  | { readonly kind: "error"; readonly error: ExecutionError };

/** How long the pod may run: the template's own limit, or what is left of the workflow's. */
function activeDeadline(operation: Operation, { template, options }: PreparedCall): ActiveDeadline {
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
  return { kind: "seconds", value: seconds };
}

/** What is left of the template's `timeout`, which goes before the other limits. */
function limitByTimeout(
  operation: Operation,
  { template, nodeName }: PreparedCall,
  node: NodeStatus,
  otherwise: number | undefined,
): ActiveDeadline {
  const deadlines = templateDeadlines(operation, template, node);
  if (!deadlines.ok) return { kind: "error", error: deadlines.error };
  if (deadlines.ofTimeout === undefined) return { kind: "seconds", value: otherwise };
  const seconds = Math.trunc((deadlines.ofTimeout - operation.now) / 1000);
  if (seconds <= 1) return { kind: "error", error: otherError(`${nodeName} exceeded its deadline`) };
  return { kind: "seconds", value: seconds };
}
