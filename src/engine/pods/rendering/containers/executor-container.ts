import type { EnvVar, JsonObject, VolumeMount } from "../../../../manifest/types.ts";
import { templateType } from "../../../model/template-type.ts";
import { has, type PodInputs } from "../pod-inputs.ts";
import { type ContainerDraft, containerNames } from "../rendered-pod.ts";

/** Where service account tokens are mounted, and the volume with that of the executor. */
export const tokenPath = "/var/run/secrets/kubernetes.io/serviceaccount";
export const executorTokenVolume = "exec-sa-token";

/** The executor's image (`executorImage`). */
export function executorImage({ configuration, version }: Pick<PodInputs, "configuration" | "version">): string {
  return configuration.executor?.image || `quay.io/argoproj/argoexec:${version}`;
}

/** Options of the executor that tell what it is to log (`getExecutorLogOpts`). */
export function logOptions(inputs: Pick<PodInputs, "context">): readonly string[] {
  const options = ["--loglevel", "info", "--log-format", "text"];
  return has(inputs, "executor-without-gloglevel") ? options : [...options, "--gloglevel", "0"];
}

/** A container that runs the executor (`newExecContainer`). */
export function executorContainer(inputs: PodInputs, name: string, command: readonly string[]): ContainerDraft {
  const { configuration, template, executorToken } = inputs;
  const { executor = {}, kubeConfig } = configuration;
  const args = [...(executor.args ?? [])];
  const volumeMounts: VolumeMount[] = [];
  if (kubeConfig !== undefined) {
    const { volume, path } = kubeConfigMount(kubeConfig);
    volumeMounts.push({ name: volume, mountPath: path, readOnly: true, subPath: kubeConfig.secretKey });
    args.push(`--kubeconfig=${path}`);
  }
  if (executorToken !== undefined) {
    volumeMounts.push({ name: executorTokenVolume, mountPath: tokenPath, readOnly: true });
  }
  const isResource = templateType(template) === "resource";
  const securityContext = executor.securityContext ?? (isResource ? lockedDown(inputs, name) : undefined);
  return {
    name,
    image: executorImage(inputs),
    ...(executor.imagePullPolicy && { imagePullPolicy: executor.imagePullPolicy }),
    command: [...command, ...logOptions(inputs)],
    ...(args.length > 0 && { args }),
    ...(executor.resources && { resources: executor.resources }),
    ...(securityContext && { securityContext }),
    env: executorEnvironment(inputs),
    volumeMounts,
  };
}

type KubeConfig = NonNullable<PodInputs["configuration"]["kubeConfig"]>;

/** Where the executor finds the kubeconfig that the controller's configuration gives it. */
export function kubeConfigMount({ volumeName, mountPath }: KubeConfig): {
  readonly volume: string;
  readonly path: string;
} {
  return { volume: volumeName || "kubeconfig", path: mountPath || "/kube/config" };
}

/** What pods of resource templates may do (`MinimalCtrSC`); only the main container's file system is read-only. */
function lockedDown(inputs: PodInputs, name: string): JsonObject {
  const isMain = name === containerNames.main;
  return minimalSecurityContext(inputs, { readOnlyRootFilesystem: isMain });
}

/** The least that the executor's own containers need (`MinimalCtrSC`). */
export function minimalSecurityContext(
  inputs: Pick<PodInputs, "context">,
  { readOnlyRootFilesystem }: { readonly readOnlyRootFilesystem: boolean },
): JsonObject {
  const isOld = has(inputs, "executor-without-seccomp-profile");
  return {
    capabilities: { drop: ["ALL"] },
    ...(!isOld && { privileged: false }),
    runAsUser: 8737,
    runAsNonRoot: true,
    ...(readOnlyRootFilesystem && { readOnlyRootFilesystem }),
    allowPrivilegeEscalation: false,
    ...(!isOld && { seccompProfile: { type: "RuntimeDefault" } }),
  };
}

/** `createEnvVars`. */
function executorEnvironment(inputs: PodInputs): EnvVar[] {
  const { configuration, workflowName, workflowUID } = inputs;
  return [
    ofPod("ARGO_POD_NAME", "metadata.name"),
    ofPod("ARGO_POD_UID", "metadata.uid"),
    ...(has(inputs, "executor-with-godebug") ? [{ name: "GODEBUG", value: "x509ignoreCN=0" }] : []),
    { name: "ARGO_WORKFLOW_NAME", value: workflowName },
    { name: "ARGO_WORKFLOW_UID", value: workflowUID },
    ...(configuration.instanceID ? [{ name: "ARGO_INSTANCE_ID", value: configuration.instanceID }] : []),
    ...(configuration.executor?.env ?? []),
  ];
}

function ofPod(name: string, fieldPath: string): EnvVar {
  return { name, valueFrom: { fieldRef: { apiVersion: "v1", fieldPath } } };
}
