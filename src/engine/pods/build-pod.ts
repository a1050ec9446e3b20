import type { Template } from "../../manifest/types.ts";
import { type ExecutionError, otherError } from "../model/errors/execution-error.ts";
import type { NodeStatus } from "../model/node-status.ts";
import type { PodSpec, PodToCreate } from "../model/pod.ts";
import type { RenderedPod } from "../model/rendered-pod.ts";
import { mainContainerNames } from "../model/template-type.ts";
import type { PreparedCall } from "../reconcile/execution.ts";
import { podNameOf } from "../reconcile/nodes/pod-of-node.ts";
import type { Operation } from "../reconcile/operation.ts";
import { podProblem } from "./pod-problem.ts";
import { hasWaitContainer } from "./rendering/containers/wait-container.ts";
import { mustRenderNow } from "./rendering/must-render-now.ts";
import type { PodInputs } from "./rendering/pod-inputs.ts";
import { PodRendering } from "./rendering/pod-rendering.ts";
import { renderPod } from "./rendering/render-pod.ts";
import { containerNames } from "./rendering/rendered-pod.ts";
import { executorServiceAccount } from "./rendering/service-account.ts";
import { avoidedHosts } from "./retry-hosts.ts";
import { type TemplateDeadlines, templateDeadlines } from "./template-timeouts.ts";

export type BuiltPod =
  | {
      readonly kind: "pod";
      readonly pod: PodToCreate;
      /** Data of the ConfigMap that has to be there before the pod. */
      readonly offloaded: Readonly<Record<string, string>> | undefined;
    }
  /** The workflow's deadline has passed: there is no pod any more, and the deadline will fail the node. */
  | { readonly kind: "tooLate" }
  | { readonly kind: "error"; readonly error: ExecutionError };

/** What a pod is built from, beside its call and its node. */
export interface PodContext {
  readonly includeScriptOutput: boolean;
  /** The template of the Steps or DAG node that the pod's node belongs to. */
  readonly boundaryTemplate: Template | undefined;
}

/** Seconds between SIGTERM and SIGKILL where nobody says otherwise. */
const defaultGracePeriod = 30;

/** The pod that a node needs (`podBuilder.build`). */
export function buildPod(operation: Operation, call: PreparedCall, node: NodeStatus, context: PodContext): BuiltPod {
  const active = activeDeadline(operation, call);
  if (active.kind !== "seconds") return active;
  const hosts = avoidedHosts(operation, node, call.template);
  const token = tokenSecret(operation, call.template);
  if (!token.ok) return failed(token.error);
  const deadlines = templateDeadlines(operation, call.template, node);
  const inputs = podInputs(operation, call, node, {
    includeScriptOutput: context.includeScriptOutput,
    boundaryTemplate: context.boundaryTemplate,
    executorToken: token.secret,
    avoidedHosts: hosts.ok ? hosts.hosts : [],
    activeDeadlineSeconds: active.value,
    timeoutSeconds: timeoutSeconds(operation, deadlines),
  });
  const problem = podProblem(operation, inputs);
  if (problem !== undefined) return failed(problem);
  const rendering = new PodRendering(() => renderPod(inputs));
  const rendered = mustRenderNow(inputs) ? rendering.result : undefined;
  if (rendered?.ok === false) return failed(rendered.error);
  if (!deadlines.ok) return { kind: "error", error: deadlines.error };
  if (!hosts.ok) return failed(hosts.error);
  const { timeoutSeconds: timeout, activeDeadlineSeconds } = inputs;
  if (timeout !== undefined && timeout <= 1) return failed(`${call.nodeName} exceeded its deadline`);
  const pod = rendered?.pod;
  const seconds = timeout ?? (pod === undefined ? activeDeadlineSeconds : pod.spec.activeDeadlineSeconds);
  return {
    kind: "pod",
    pod: {
      name: inputs.name,
      namespace: inputs.namespace,
      labels: labelsOf(inputs),
      annotations: annotationsOf(inputs),
      workflowName: inputs.workflowName,
      nodeID: inputs.nodeID,
      nodeName: inputs.nodeName,
      displayName: node.displayName,
      spec: podSpec(inputs, seconds, pod),
      rendering,
    },
    offloaded: pod?.offloaded,
  };
}

function failed(message: string): BuiltPod {
  return { kind: "error", error: otherError(message) };
}

type Capture = PodContext &
  Pick<PodInputs, "executorToken" | "avoidedHosts" | "activeDeadlineSeconds" | "timeoutSeconds">;

/** What the pod is rendered from: references to what does not change. */
function podInputs(operation: Operation, call: PreparedCall, node: NodeStatus, captured: Capture): PodInputs {
  const { ports, executionSpec, namespace } = operation;
  const { template, nodeName, options } = call;
  const isExitPod = options.isExitTemplate === true;
  return {
    name: podNameOf(operation, nodeName, template.name),
    namespace,
    workflowName: operation.name,
    workflowUID: operation.metadata.uid,
    nodeName,
    nodeID: node.id,
    template,
    isExitPod,
    spec: executionSpec,
    ownSpec: operation.spec,
    volumes: operation.volumes,
    claims: operation.status.persistentVolumeClaims ?? [],
    configuration: ports.configuration,
    version: ports.release.version,
    context: operation.valueContext,
    globals: operation.globals,
    configMap: (name) => ports.caches.configMap(namespace, name),
    deadline: executorDeadline(operation, call, isExitPod),
    // One by one: to spread them would give each a shape of its own.
    includeScriptOutput: captured.includeScriptOutput,
    boundaryTemplate: captured.boundaryTemplate,
    executorToken: captured.executorToken,
    avoidedHosts: captured.avoidedHosts,
    activeDeadlineSeconds: captured.activeDeadlineSeconds,
    timeoutSeconds: captured.timeoutSeconds,
  };
}

/** When the executor is to end the work (`getDeadline`). */
function executorDeadline(operation: Operation, { options }: PreparedCall, isExitPod: boolean): number | undefined {
  const isFree = isExitPod && !operation.has("exit-pods-with-workflow-deadline");
  const ofWorkflow = isFree ? undefined : operation.workflowDeadline;
  const { executionDeadline: ofRetries } = options;
  if (ofWorkflow === undefined || ofRetries === undefined) return ofWorkflow ?? ofRetries;
  return Math.min(ofWorkflow, ofRetries);
}

function labelsOf({ workflowName, isExitPod, template, spec, configuration }: PodInputs) {
  return {
    "workflows.argoproj.io/workflow": workflowName,
    "workflows.argoproj.io/completed": "false",
    ...(isExitPod ? { "workflows.argoproj.io/on-exit": "true" } : {}),
    ...(configuration.instanceID && { "workflows.argoproj.io/controller-instanceid": configuration.instanceID }),
    ...spec.podMetadata?.labels,
    ...template.metadata?.labels,
  };
}

function annotationsOf({ nodeName, nodeID, template, spec }: PodInputs) {
  return {
    "workflows.argoproj.io/node-name": nodeName,
    "workflows.argoproj.io/node-id": nodeID,
    ...spec.podMetadata?.annotations,
    ...template.metadata?.annotations,
  };
}

/** What the world must know of the pod; from the rendered one where that may be another than the template's. */
function podSpec(inputs: PodInputs, seconds: number | undefined, rendered: RenderedPod | undefined): PodSpec {
  const { template, includeScriptOutput } = inputs;
  const mainContainers = mainContainerNames(template);
  const spec = {
    mainContainers,
    initContainers: [containerNames.init, ...(template.initContainers ?? []).map(({ name = "" }) => name)],
    sidecars: (template.sidecars ?? []).map(({ name = "" }) => name),
    hasWaitContainer: hasWaitContainer(inputs),
    template,
    includeScriptOutput,
    ...(seconds === undefined ? {} : { activeDeadlineSeconds: seconds }),
    terminationGracePeriodSeconds: rendered?.spec.terminationGracePeriodSeconds ?? defaultGracePeriod,
  };
  if (rendered === undefined) return spec;
  const { containers } = rendered.spec;
  const isMain = (name: string) => mainContainers.includes(name);
  const names = containers.map(({ name = "" }) => name);
  return {
    ...spec,
    initContainers: rendered.spec.initContainers.map(({ name = "" }) => name),
    sidecars: names.filter((name) => !isMain(name) && name !== containerNames.wait),
    hasWaitContainer: names.includes(containerNames.wait),
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
  return { kind: "seconds", value: isPaused(template) ? undefined : seconds };
}

/** Whether a person is to look into a container while it stands still, which takes as long as it takes. */
function isPaused({ container, script, containerSet }: Template): boolean {
  const containers = containerSet?.containers ?? [container ?? script ?? {}];
  return containers.some(({ env }) => env?.some(({ name }) => /^ARGO_DEBUG_PAUSE_(BEFORE|AFTER)$/.test(name)));
}

/** What is left of the template's `timeout`, which goes before the other limits. */
function timeoutSeconds(operation: Operation, deadlines: TemplateDeadlines): number | undefined {
  if (!deadlines.ok || deadlines.ofTimeout === undefined) return undefined;
  return Math.trunc((deadlines.ofTimeout - operation.now) / 1000);
}

type TokenSecret =
  | { readonly ok: true; readonly secret: string | undefined }
  | { readonly ok: false; readonly error: string };

/** The secret with the token of the executor's own service account, if it has one (`getServiceAccountTokenName`). */
function tokenSecret({ ports, namespace, executionSpec }: Operation, template: Template): TokenSecret {
  const name = executorServiceAccount(template, executionSpec);
  if (name === undefined) return { ok: true, secret: undefined };
  const account = ports.api.getServiceAccount(namespace, name);
  return account.ok ? { ok: true, secret: account.value.tokenSecret } : { ok: false, error: account.error.message };
}
