import type { Artifact, Template, VolumeMount } from "../../../../manifest/types.ts";
import { hasLocationOrKey, joinPath } from "../../../arguments/artifact-location.ts";
import { mainContainerNames } from "../../../model/template-type.ts";
import { type ContainerDraft, containerNames, type PodSpecDraft } from "../rendered-pod.ts";
import { containerNamed, mainMounts } from "../volumes.ts";

const volume = "input-artifacts";
/** Where the executor sees the file system of the main container. */
const mainFileSystem = "/mainctrfs";

/** A mount of the main container as the executor's containers see it, unless it is a Windows share. */
export function mirrored(mounts: readonly VolumeMount[], { nodeSelector }: Template): VolumeMount[] {
  const isWindows = nodeSelector?.["kubernetes.io/os"] === "windows";
  const paths = mounts.filter(({ mountPath }) => !(isWindows && mountPath.startsWith("\\\\")));
  return paths.map((mount) => ({ ...mount, mountPath: joinPath(mainFileSystem, mount.mountPath) }));
}

/** What is wrong with the path of an input artifact, if anything (`addInputArtifactsVolumes`). */
export function artifactPathProblem(template: Template): string | undefined {
  const artifacts = template.inputs?.artifacts ?? [];
  if (artifacts.length === 0 || !mainContainerNames(template).includes(containerNames.main)) return undefined;
  for (const artifact of artifacts) {
    const cleaned = cleanPath(artifact);
    if (!cleaned.ok) return `error in inputs.artifacts.${artifact.name}: ${cleaned.error}`;
  }
  return undefined;
}

/**
 * The volume for input artifacts, which the init container fills, mounted where the main container wants each artifact;
 * not where it has a volume of its own, for then they go right into that (`addInputArtifactsVolumes`). Answers with the
 * template, whose mounts this puts into another order.
 */
export function addInputArtifacts(spec: PodSpecDraft, template: Template): Template {
  const artifacts = template.inputs?.artifacts ?? [];
  if (artifacts.length === 0) return template;
  spec.volumes.push({ name: volume, emptyDir: {} });
  const forExecutor = [
    { name: volume, mountPath: "/argo/inputs/artifacts" },
    ...mirrored(mainMounts(template), template),
  ];
  for (const container of spec.initContainers) {
    if (container.name === containerNames.init || container.name.startsWith("init-artifact-")) {
      container.volumeMounts.push(...forExecutor);
    }
  }
  const main = containerNamed(spec.containers, containerNames.main);
  return main === undefined ? template : mountArtifacts(main, artifacts, template);
}

function mountArtifacts(main: ContainerDraft, artifacts: readonly Artifact[], template: Template): Template {
  const isProvided = (artifact: Artifact) => hasLocationOrKey(artifact) || artifact.optional !== true;
  const provided = artifacts.filter(isProvided);
  const sorted = longestFirst(mainMounts(template));
  for (const artifact of provided) {
    const cleaned = cleanPath(artifact);
    const mountPath = cleaned.ok ? cleaned.path : "";
    if (sorted.some((mount) => contains(mount.mountPath, mountPath))) continue;
    main.volumeMounts.push({ name: volume, mountPath, subPath: artifact.name });
  }
  return provided.length === 0 ? template : withMounts(template, sorted);
}

/** Upstream sorts the mounts of the template itself to find the deepest (`FindOverlappingVolume`). */
function longestFirst(mounts: readonly VolumeMount[]): readonly VolumeMount[] {
  return [...mounts].sort((left, right) => right.mountPath.length - left.mountPath.length);
}

function withMounts(template: Template, volumeMounts: readonly VolumeMount[]): Template {
  if (volumeMounts.length < 2) return template;
  const { container, script, containerSet } = template;
  if (container !== undefined) return { ...template, container: { ...container, volumeMounts } };
  if (script !== undefined) return { ...template, script: { ...script, volumeMounts } };
  return containerSet === undefined ? template : { ...template, containerSet: { ...containerSet, volumeMounts } };
}

/** Whether a path is a folder itself or lies in it. */
function contains(folder: string, path: string): boolean {
  const cleaned = joinPath(folder);
  return path === cleaned || cleaned === "/" || path.startsWith(`${cleaned}/`);
}

type CleanPath = { readonly ok: true; readonly path: string } | { readonly ok: false; readonly error: string };

/** The path of an artifact without `.` and `..`, which must not lead out of where it begins (`Artifact.CleanPath`). */
function cleanPath({ name, path = "" }: Artifact): CleanPath {
  if (path === "") return { ok: false, error: `Artifact '${name}' did not specify a path` };
  const cleaned = joinPath(path);
  const safe = path.includes("/../")
    ? path.slice(0, path.indexOf("/../"))
    : /\/..$/.test(path)
      ? path.slice(0, -3)
      : "";
  if (safe !== "" && (!cleaned.startsWith(`${safe}/`) || cleaned.length <= safe.length + 1)) {
    const error = `Artifact '${name}' attempted to use a path containing '..'. Directory traversal is not permitted`;
    return { ok: false, error };
  }
  return { ok: true, path: cleaned };
}
