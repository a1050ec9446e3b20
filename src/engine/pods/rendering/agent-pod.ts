import type { EnvVar, WorkflowSpec } from "../../../manifest/types.ts";
import type { ControllerConfiguration } from "../../model/ports.ts";
import type { RenderedPod } from "../../model/rendered-pod.ts";
import type { ValueContext } from "../../variables/variables.ts";
import { executorImage, logOptions, minimalSecurityContext, tokenPath } from "./containers/executor-container.ts";
import { has } from "./pod-inputs.ts";
import { applyPodSpecPatch, draftAsJson } from "./pod-spec-patch.ts";
import type { ContainerDraft, PodDraft, RenderResult } from "./rendered-pod.ts";
import { addDNS, addScheduling } from "./scheduling.ts";
import { sharedMount, sharedVolume } from "./volumes.ts";

/** Everything that an agent's pod is made of. */
export interface AgentInputs {
  readonly name: string;
  readonly namespace: string;
  readonly workflowName: string;
  readonly workflowUID: string;
  readonly spec: WorkflowSpec;
  /** Secret with the token of the workflow's service account. */
  readonly tokenSecret: string;
  readonly configuration: ControllerConfiguration;
  readonly version: string;
  readonly context: ValueContext;
}

/** Upstream makes up the end of this name anew for each agent, so that plugins cannot guess it. */
const tokenVolume = "kube-api-access";

/** The pod that does the HTTP and plugin templates of a workflow (`createAgentPod`). */
export function renderAgentPod(inputs: AgentInputs): RenderResult {
  const draft = newAgentPod(inputs);
  addScheduling(draft.spec, { ...inputs, template: {}, boundaryTemplate: undefined });
  Object.assign(draft.metadata.annotations, inputs.spec.podMetadata?.annotations);
  Object.assign(draft.metadata.labels, inputs.spec.podMetadata?.labels);
  addDNS(draft.spec, inputs.spec);
  const { instanceID } = inputs.configuration;
  if (instanceID) draft.metadata.labels["workflows.argoproj.io/controller-instanceid"] = instanceID;
  const spec = draftAsJson(draft.spec, inputs);
  const patch = inputs.spec.podSpecPatch;
  const patched = patch ? applyPodSpecPatch(spec, patch) : spec;
  if (patched === undefined) return { ok: false, error: "Error applying PodSpecPatch" };
  return { ok: true, pod: { metadata: draft.metadata, spec: patched } as unknown as RenderedPod };
}

function newAgentPod(inputs: AgentInputs): PodDraft {
  const { name, namespace, workflowName, spec, tokenSecret } = inputs;
  const hasSeccompProfile = !has(inputs, "executor-without-seccomp-profile");
  return {
    metadata: {
      name,
      namespace,
      labels: {
        "workflows.argoproj.io/workflow": workflowName,
        "workflows.argoproj.io/completed": "false",
        "workflows.argoproj.io/component": "agent",
      },
      annotations: { "kubectl.kubernetes.io/default-container": "main" },
    },
    spec: {
      restartPolicy: "OnFailure",
      ...(spec.imagePullSecrets && { imagePullSecrets: spec.imagePullSecrets }),
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 8737,
        ...(hasSeccompProfile && { seccompProfile: { type: "RuntimeDefault" } }),
      },
      ...(spec.serviceAccountName && { serviceAccountName: spec.serviceAccountName }),
      automountServiceAccountToken: false,
      volumes: [
        { name: sharedVolume, emptyDir: {} },
        { name: tokenVolume, secret: tokenSecret === "" ? {} : { secretName: tokenSecret } },
      ],
      initContainers: [agentContainer(inputs, "init")],
      containers: [agentContainer(inputs, "main")],
    },
  };
}

function agentContainer(inputs: AgentInputs, name: "init" | "main"): ContainerDraft {
  const { environment: variables, executor } = inputs.configuration;
  const options = has(inputs, "executor-without-gloglevel") ? logOptions(inputs).slice(0, 2) : logOptions(inputs);
  return {
    name,
    command: ["argoexec"],
    args: ["agent", name, ...options],
    image: executorImage(inputs),
    ...(executor?.imagePullPolicy && { imagePullPolicy: executor.imagePullPolicy }),
    securityContext: minimalSecurityContext(inputs, { readOnlyRootFilesystem: true }),
    resources: {
      requests: { cpu: "10m", memory: "64M" },
      limits: {
        cpu: variables.ARGO_AGENT_CPU_LIMIT ?? "100m",
        memory: variables.ARGO_AGENT_MEMORY_LIMIT ?? "256M",
      },
    },
    env: environmentOf(inputs),
    volumeMounts: [sharedMount, { name: tokenVolume, mountPath: tokenPath, readOnly: true }],
  };
}

function environmentOf({ workflowName, workflowUID, configuration }: AgentInputs): EnvVar[] {
  const { ARGO_AGENT_TASK_WORKERS, ARGO_AGENT_PATCH_RATE, DEFAULT_REQUEUE_TIME } = configuration.environment;
  return [
    { name: "ARGO_WORKFLOW_NAME", value: workflowName },
    { name: "ARGO_WORKFLOW_UID", value: workflowUID },
    { name: "ARGO_AGENT_PATCH_RATE", value: ARGO_AGENT_PATCH_RATE ?? DEFAULT_REQUEUE_TIME ?? "10s" },
    { name: "ARGO_PLUGIN_ADDRESSES", value: "null" },
    { name: "ARGO_PLUGIN_NAMES", value: "null" },
    ...(ARGO_AGENT_TASK_WORKERS === undefined
      ? []
      : [{ name: "ARGO_AGENT_TASK_WORKERS", value: ARGO_AGENT_TASK_WORKERS }]),
  ];
}
