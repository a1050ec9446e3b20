import { Panic } from "../model/errors/execution-error.ts";
import { isTransientError } from "../model/errors/transient-error.ts";
import { agentPodName } from "../model/node-identity.ts";
import { isFulfilled } from "../model/node-predicates.ts";
import type { Pod, PodToCreate } from "../model/pod.ts";
import type { ApiResult } from "../model/ports.ts";
import { createPod } from "../pods/create-pod.ts";
import { renderAgentPod } from "../pods/rendering/agent-pod.ts";
import { PodRendering } from "../pods/rendering/pod-rendering.ts";
import { markWorkflowError } from "../reconcile/mark-workflow-phase.ts";
import { markNodeError } from "../reconcile/nodes/mark-node-phase.ts";
import type { Operation } from "../reconcile/operation.ts";

/** Fails the waiting nodes when the agent's pod has failed (`updateAgentPodStatus`). */
export function updateAgentPodStatus(operation: Operation, pod: Pod): void {
  const { phase, message } = pod.status;
  if (phase === "Succeeded" || phase === "Running" || phase === "Pending") return;
  const reason = phase === "Failed" ? (message ?? "") : `Unexpected pod phase for ${pod.metadata.name}: ${phase}`;
  if (operation.has("agent-failure-fails-workflow")) {
    markWorkflowError(operation, `agent pod failed with reason ${reason}`);
  } else {
    markTaskSetNodesError(operation, `agent pod failed with reason:"${reason}"`);
  }
}

export function markTaskSetNodesError(operation: Operation, message: string): void {
  for (const node of operation.nodes.those("taskSet")) {
    if (!isFulfilled(node)) markNodeError(operation, node.name, message);
  }
}

/** Makes sure that the agent runs while there is work for it (`reconcileAgentPod`). Answers with an error text. */
export function reconcileAgentPod(operation: Operation): string | undefined {
  if (operation.taskSet.size === 0) return undefined;
  const name = agentPodName(operation.name);
  const existing = operation.ports.caches.pod(operation.namespace, name);
  if (existing !== undefined) {
    updateAgentPodStatus(operation, existing);
    return undefined;
  }
  const refused = refusedPlugins(operation);
  if (refused !== undefined) return refused;
  const token = operation.ports.api.getServiceAccount(
    operation.namespace,
    operation.executionSpec.serviceAccountName || "default",
  );
  if (!token.ok) return `failed to get token volumes: ${token.error.message}`;
  const rendering = agentRendering(operation, name, token.value.tokenSecret);
  const patched = operation.executionSpec.podSpecPatch ? rendering.result : undefined;
  if (patched?.ok === false) return patched.error;
  const created = createAgentPod(operation, {
    rendering,
    name,
    namespace: operation.namespace,
    labels: {
      "workflows.argoproj.io/workflow": operation.name,
      "workflows.argoproj.io/completed": "false",
      "workflows.argoproj.io/component": "agent",
    },
    annotations: {},
    workflowName: operation.name,
    nodeID: name,
    nodeName: name,
    displayName: name,
    spec: {
      mainContainers: ["main"],
      initContainers: ["init"],
      sidecars: [],
      hasWaitContainer: false,
      template: { name: "agent" },
      includeScriptOutput: false,
      terminationGracePeriodSeconds: 30,
      component: "agent",
    },
  });
  if (created === undefined) return undefined;
  if (created.ok) {
    updateAgentPodStatus(operation, created.value);
    return undefined;
  }
  if (isTransientError(created.error, operation.ports) && !operation.has("agent-transient-error-fails-nodes")) {
    operation.notice("", created.error.message);
    operation.requeue();
    return undefined;
  }
  const separator = operation.has("agent-error-with-reason") ? ". Reason:" : ":";
  return `failed to create Agent pod${separator} ${created.error.message}`;
}

function agentRendering(operation: Operation, name: string, tokenSecret: string): PodRendering {
  const { ports, namespace, executionSpec: spec, valueContext: context, metadata } = operation;
  const inputs = {
    name,
    namespace,
    workflowName: operation.name,
    workflowUID: metadata.uid,
    spec,
    tokenSecret,
    configuration: ports.configuration,
    version: ports.release.version,
    context,
  };
  return new PodRendering(() => renderAgentPod(inputs));
}

/** Creates the agent's pod; undefined when it exists already, but is not looked at. */
function createAgentPod(operation: Operation, pod: PodToCreate): ApiResult<Pod> | undefined {
  if (!operation.has("existing-agent-pod-not-fetched")) return createPod(operation, pod);
  const created = operation.ports.api.createPod(pod);
  if (created.ok || created.error.reason !== "AlreadyExists") return created;
  if (created.error.withoutObject) throw new Panic("runtime error: invalid memory address or nil pointer dereference");
  return undefined;
}

/** A workflow may bring executor plugins of its own only where the controller allows it (`getExecutorPlugins`). */
function refusedPlugins(operation: Operation): string | undefined {
  const { executionSpec, ports } = operation;
  if (!executionSpec.executorPlugins?.length || operation.has("workflow-executor-plugins-unknown")) return undefined;
  if (ports.configuration.environment.ARGO_WORKFLOW_LEVEL_EXECUTOR_PLUGINS === "true") return undefined;
  return "workflow-level executor plugins are disabled in the controller. To enable them, set the environment variable ARGO_WORKFLOW_LEVEL_EXECUTOR_PLUGINS=true";
}
