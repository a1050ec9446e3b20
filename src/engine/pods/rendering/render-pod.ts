import { templateType } from "../../model/template-type.ts";
import { fail, type ValueResult, succeed } from "../../variables/variables.ts";
import { withArchiveLocation } from "./archive-location.ts";
import { finishContainers } from "./commands.ts";
import { avoidHosts } from "./different-host.ts";
import { addEnvironment } from "./environment.ts";
import { executorContainer } from "./executor-container.ts";
import { addInputArtifacts } from "./input-artifacts.ts";
import { mainContainers } from "./main-containers.ts";
import { addMetadata, podMetadata } from "./metadata.ts";
import { offload } from "./offloading.ts";
import { has, type PodInputs } from "./pod-inputs.ts";
import { hasPodSpecPatch, patchPod } from "./pod-spec-patch.ts";
import { containerNames, type PodDraft, type RenderedPod, type RenderResult } from "./rendered-pod.ts";
import { addDNS, addPodResources, addScheduling } from "./scheduling.ts";
import { setServiceAccount } from "./service-account.ts";
import { executorTemplate, substitutePod } from "./substitute-pod.ts";
import { addOutputMounts, addScriptStaging, addUserContainers } from "./user-containers.ts";
import { addVolumeReferences, firstVolumes } from "./volumes.ts";

/** The pod that the controller sends for a node (`podBuilder.build`, in the same order). */
export function renderPod(given: PodInputs): RenderResult {
  const inputs = { ...given, template: withArchiveLocation(given) };
  const draft = newPod(inputs);
  const template = mountVolumes(draft, inputs);
  addEnvironment(draft.spec, template, inputs);
  const substituted = substitutePod(draft, inputs);
  if (!substituted.ok) return substituted;
  const read = executorTemplate(substituted.value, template, inputs);
  if (!read.ok) return read;
  const patched: ValueResult<PodDraft> = hasPodSpecPatch({ ...inputs, template: read.value })
    ? patchPod(substituted.value, read.value, inputs)
    : succeed(substituted.value);
  return patched.ok ? { ok: true, pod: finish(patched.value, inputs) } : fail(patched.error);
}

/** Metadata, containers and all that does not depend on volumes. */
function newPod(inputs: PodInputs): PodDraft {
  const { spec: workflow, activeDeadlineSeconds } = inputs;
  const draft: PodDraft = {
    metadata: podMetadata(inputs),
    spec: { volumes: firstVolumes(inputs), initContainers: [], containers: [], restartPolicy: "Never" },
  };
  const { spec } = draft;
  if (activeDeadlineSeconds !== undefined) spec.activeDeadlineSeconds = activeDeadlineSeconds;
  if (workflow.imagePullSecrets !== undefined) spec.imagePullSecrets = workflow.imagePullSecrets;
  if (workflow.hostNetwork !== undefined) spec.hostNetwork = workflow.hostNetwork;
  addDNS(spec, workflow);
  setServiceAccount(spec, inputs);
  if (hasWaitContainer(inputs)) {
    spec.containers.push(executorContainer(inputs, containerNames.wait, ["argoexec", "wait"]));
  }
  spec.containers.push(...mainContainers(inputs));
  spec.initContainers.push(executorContainer(inputs, containerNames.init, ["argoexec", "init"]));
  addScheduling(spec, inputs);
  addMetadata(draft, inputs);
  addPodResources(spec, inputs);
  return draft;
}

/** The executor does the work of resources and data itself; it watches over a resource to keep its logs. */
function hasWaitContainer(inputs: PodInputs): boolean {
  const type = templateType(inputs.template);
  if (type === "data") return false;
  if (type !== "resource") return true;
  return inputs.template.archiveLocation?.archiveLogs === true && !has(inputs, "logs-of-resources-not-archived");
}

/** Mounts are mirrored from one container to the next, so that the order counts. Answers with the template as it now is. */
function mountVolumes({ spec }: PodDraft, inputs: PodInputs) {
  addVolumeReferences(spec, inputs);
  const template = addInputArtifacts(spec, inputs.template);
  addScriptStaging(spec, template);
  addUserContainers(spec, template);
  addOutputMounts(spec, template);
  for (const { volumeMounts } of spec.initContainers) volumeMounts.push({ name: "var-run-argo", mountPath: "/var/run/argo" });
  return template;
}

function finish(draft: PodDraft, inputs: PodInputs): RenderedPod {
  const { spec, metadata } = draft;
  finishContainers(spec, inputs);
  const offloaded = offload(draft, inputs);
  avoidHosts(spec, inputs);
  if (inputs.timeoutSeconds !== undefined) spec.activeDeadlineSeconds = inputs.timeoutSeconds;
  return { metadata, spec, ...(offloaded && { offloaded }) } as RenderedPod;
}
