import type { Template, UserContainer } from "../../../../manifest/types.ts";
import { templateType } from "../../../model/template-type.ts";
import { type ContainerDraft, containerDraft, containerNames, type PodSpecDraft } from "../rendered-pod.ts";
import { containerNamed } from "../volumes.ts";
import { mirrored } from "./input-artifacts.ts";

const stagingMount = { name: "argo-staging", mountPath: "/argo/staging" };

/** The volume through which the init container hands a script to the main container (`addScriptStagingVolume`). */
export function addScriptStaging(spec: PodSpecDraft, template: Template): void {
  if (templateType(template) !== "script") return;
  spec.volumes.push({ name: stagingMount.name, emptyDir: {} });
  containerNamed(spec.initContainers, containerNames.init)?.volumeMounts.push(stagingMount);
  containerNamed(spec.containers, containerNames.main)?.volumeMounts.push(stagingMount);
}

/** The template's own init containers and sidecars, after those of the controller (`addInitContainers`, `addSidecars`). */
export function addUserContainers(spec: PodSpecDraft, { initContainers = [], sidecars = [] }: Template): void {
  const main = containerNamed(spec.containers, containerNames.main);
  for (const container of initContainers) spec.initContainers.push(userContainer(container, main));
  for (const container of sidecars) spec.containers.push(userContainer(container, main));
}

function userContainer({ mirrorVolumeMounts, ...container }: UserContainer, main?: ContainerDraft): ContainerDraft {
  const draft = containerDraft(container);
  if (mirrorVolumeMounts === true && main !== undefined) draft.volumeMounts.push(...main.volumeMounts);
  return draft;
}

/** Lets the executor see whatever the main container has mounted, for outputs lie there (`addOutputArtifactsVolumes`). */
export function addOutputMounts(spec: PodSpecDraft, template: Template): void {
  const type = templateType(template);
  const main = containerNamed(spec.containers, containerNames.main);
  if (type === "resource" || type === "data" || main === undefined) return;
  const mounts = mirrored(main.volumeMounts, template).map(({ readOnly: _, ...mount }) => mount);
  for (const container of spec.containers) {
    if (isArgoSidecar(container.name)) container.volumeMounts.push(...mounts);
  }
}

/** Whether a container is one of the executor's own, beside the work (`IsArgoSidecar`). */
export function isArgoSidecar(name: string): boolean {
  return name === containerNames.wait || name.startsWith("artifact-plugin-");
}
