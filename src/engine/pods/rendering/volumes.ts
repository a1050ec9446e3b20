import type { Template, Volume, VolumeMount } from "../../../manifest/types.ts";
import { kubeConfigMount } from "./containers/executor-container.ts";
import type { PodInputs } from "./pod-inputs.ts";
import { type ContainerDraft, containerNames, type PodSpecDraft } from "./rendered-pod.ts";
import { secretVolumes } from "./secret-volumes.ts";

/** What the containers of a pod share with the executor. */
export const sharedVolume = "var-run-argo";
export const sharedMount: VolumeMount = { name: sharedVolume, mountPath: "/var/run/argo" };
/** `/tmp` of the executor's containers. */
export const temporaryVolume = "tmp-dir-argo";

/** The volumes that a pod has whether they are mounted or not (`createVolumes`). */
export function firstVolumes({ configuration: { kubeConfig }, template }: PodInputs): Volume[] {
  return [
    ...(kubeConfig === undefined
      ? []
      : [{ name: kubeConfigMount(kubeConfig).volume, secret: { secretName: kubeConfig.secretName } }]),
    { name: sharedVolume, emptyDir: {} },
    { name: temporaryVolume, emptyDir: {} },
    ...(template.volumes ?? []),
  ];
}

/** Mounts of what does a template's work (`Template.GetVolumeMounts`). */
export function mainMounts({ container, script, containerSet }: Template): readonly VolumeMount[] {
  return (container ?? script ?? containerSet)?.volumeMounts ?? [];
}

/** What a pod's volumes are looked up in. */
export type VolumeSources = Pick<PodInputs, "template" | "volumes" | "claims" | "workflowName">;

/** The first mounted volume that is neither one of the template, nor of the workflow, nor of its claims, if any. */
export function missingVolume(sources: VolumeSources): string | undefined {
  for (const { name } of mountsOf(sources.template)) if (findVolume(sources, name) === undefined) return name;
  return undefined;
}

/** Adds the volumes that are mounted, and those with secrets of artifacts (`addVolumeReferences`). */
export function addVolumeReferences(spec: PodSpecDraft, inputs: PodInputs): void {
  for (const { name } of mountsOf(inputs.template)) {
    const volume = findVolume(inputs, name);
    if (volume !== undefined && !spec.volumes.some((known) => known.name === name)) spec.volumes.push(volume);
  }
  const secrets = secretVolumes(inputs);
  if (secrets.length === 0) return;
  const mounts = secrets.map(({ name }) => ({ name, mountPath: `/argo/secret/${name}`, readOnly: true }));
  spec.volumes.push(...secrets);
  containerNamed(spec.containers, containerNames.wait)?.volumeMounts.push(...mounts);
  containerNamed(spec.initContainers, containerNames.init)?.volumeMounts.push(...mounts);
  if (inputs.template.data !== undefined) {
    containerNamed(spec.containers, containerNames.main)?.volumeMounts.push(...mounts);
  }
}

export function containerNamed(containers: readonly ContainerDraft[], name: string): ContainerDraft | undefined {
  return containers.find((container) => container.name === name);
}

function mountsOf(template: Template): readonly VolumeMount[] {
  const { initContainers = [], sidecars = [] } = template;
  const main = mainMounts(template);
  if (initContainers.length === 0 && sidecars.length === 0) return main;
  return [...main, ...[...initContainers, ...sidecars].flatMap(({ volumeMounts = [] }) => volumeMounts)];
}

function findVolume({ template, volumes, claims, workflowName }: VolumeSources, name: string): Volume | undefined {
  const isIt = (volume: Volume) => volume.name === name;
  const found = template.volumes?.find(isIt) ?? volumes.find(isIt);
  if (found !== undefined) return found;
  const claimName = `${workflowName}-${name}`;
  return claims.includes(claimName) ? { name, persistentVolumeClaim: { claimName } } : undefined;
}
