import type { VolumeMount } from "../manifest/types.ts";

/** Environment variables through which the controller speaks to its executor. */
export const executorVariables: ReadonlySet<string> = new Set([
  "ARGO_POD_NAME",
  "ARGO_POD_UID",
  "ARGO_WORKFLOW_NAME",
  "ARGO_WORKFLOW_UID",
  "ARGO_INSTANCE_ID",
  "ARGO_CONTAINER_NAME",
  "ARGO_TEMPLATE",
  "ARGO_NODE_ID",
  "ARGO_INCLUDE_SCRIPT_OUTPUT",
  "ARGO_DEADLINE",
  "ARGO_PROGRESS_FILE",
  "ARGO_PROGRESS_PATCH_TICK_DURATION",
  "ARGO_PROGRESS_FILE_TICK_DURATION",
  "ARGO_TERMINATION_GRACE_PERIOD_SECONDS",
  "ARGO_CONTAINER_ARGS_FILE",
  "ARGO_ARTIFACT_PLUGIN_NAMES",
  "ARGO_INPUT_ARTIFACT_PLUGIN_NAMES",
  "ARGO_WAIT_FOR_READY",
  "ARGO_INITLESS_POD",
  "ARGO_PLUGIN_ADDRESSES",
  "ARGO_PLUGIN_NAMES",
  "ARGO_AGENT_PATCH_RATE",
  "ARGO_AGENT_TASK_WORKERS",
  "TRACEPARENT",
  "TRACESTATE",
]);

/** Volumes that the executor shares with the containers. */
const executorVolumes: ReadonlySet<string> = new Set(["var-run-argo", "tmp-dir-argo", "argo-staging"]);
const offloadingVolume = "argo-env-config";

/** Whether a volume is only there for the executor, as it always is; one that was patched is shown. */
export function isHiddenVolume(volume: { readonly name: string }): boolean {
  if (volume.name === offloadingVolume) return true;
  const { name, emptyDir, ...rest } = volume as { readonly name: string; readonly emptyDir?: object };
  if (!executorVolumes.has(name) || emptyDir === undefined) return false;
  return Object.keys(emptyDir).length === 0 && Object.keys(rest).length === 0;
}

export function isHiddenMount({ name }: VolumeMount): boolean {
  return executorVolumes.has(name) || name === offloadingVolume;
}
