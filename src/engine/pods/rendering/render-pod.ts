import type { RenderedPod } from "../../model/rendered-pod.ts";
import { fail, succeed, type ValueResult } from "../../variables/variables.ts";
import { withArchiveLocation } from "./archive-location.ts";
import { finishContainers } from "./containers/commands.ts";
import { addEnvironment } from "./containers/environment.ts";
import { executorContainer } from "./containers/executor-container.ts";
import { addInputArtifacts } from "./containers/input-artifacts.ts";
import { mainContainers } from "./containers/main-containers.ts";
import { addOutputMounts, addScriptStaging, addUserContainers } from "./containers/user-containers.ts";
import { hasWaitContainer } from "./containers/wait-container.ts";
import { avoidHosts } from "./different-host.ts";
import { addMetadata, podMetadata } from "./metadata.ts";
import { offload } from "./offloading.ts";
import type { PodInputs } from "./pod-inputs.ts";
import { hasPodSpecPatch, patchPod } from "./pod-spec-patch.ts";
import { containerNames, type PodDraft, type RenderResult } from "./rendered-pod.ts";
import { addDNS, addPodResources, addScheduling } from "./scheduling.ts";
import { setServiceAccount, shareToken } from "./service-account.ts";
import { executorTemplate, substitutePod } from "./substitute-pod.ts";
import { addVolumeReferences, firstVolumes, sharedMount } from "./volumes.ts";

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
  const main = mainContainers(inputs);
  shareToken(main, inputs);
  spec.containers.push(...main);
  spec.initContainers.push(executorContainer(inputs, containerNames.init, ["argoexec", "init"]));
  addScheduling(spec, inputs);
  addMetadata(draft, inputs);
  addPodResources(spec, inputs);
  return draft;
}

/** Mounts are mirrored from one container to the next, so that the order counts. Answers with the template as it now is. */
function mountVolumes({ spec }: PodDraft, inputs: PodInputs) {
  addVolumeReferences(spec, inputs);
  const template = addInputArtifacts(spec, inputs.template);
  addScriptStaging(spec, template);
  addUserContainers(spec, template);
  addOutputMounts(spec, template);
  for (const { volumeMounts } of spec.initContainers) volumeMounts.push(sharedMount);
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
