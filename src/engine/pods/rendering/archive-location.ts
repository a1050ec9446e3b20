import type { Artifact, ArtifactLocation, Template } from "../../../manifest/types.ts";
import { hasLocation, joinPath } from "../../arguments/artifact-location.ts";
import type { ArtifactRepository } from "../../model/ports.ts";
import { has, type PodInputs } from "./pod-inputs.ts";

/** Where artifacts go that name no place (`DefaultArchivePattern`). */
export const defaultKey = "{{workflow.name}}/{{pod.name}}";

/**
 * The template with the default repository as its archive location, if it has none and needs one: for artifacts without
 * a location, or for logs that are archived (`addArchiveLocation`).
 */
export function withArchiveLocation(inputs: PodInputs): Template {
  const { template, configuration } = inputs;
  if (template.archiveLocation !== undefined && hasLocation(template.archiveLocation)) return template;
  const repository = configuration.artifactRepository ?? {};
  const archiveLogs = archivesLogs(inputs, repository);
  if (!archiveLogs && artifactsOf(inputs).every(hasLocation)) return template;
  return { ...template, archiveLocation: { ...locationIn(repository), archiveLogs } };
}

/** Whether logs are archived: the controller's configuration may only turn it on (`IsArchiveLogs`). */
function archivesLogs({ template, spec }: PodInputs, repository: ArtifactRepository): boolean {
  return repository.archiveLogs === true || (template.archiveLocation?.archiveLogs ?? spec.archiveLogs ?? false);
}

function artifactsOf(inputs: PodInputs): readonly Artifact[] {
  const { inputs: taken, outputs, data } = inputs.template;
  const source = has(inputs, "data-source-without-archive-location") ? undefined : data?.source.artifactPaths;
  return [...(taken?.artifacts ?? []), ...(outputs?.artifacts ?? []), ...(source === undefined ? [] : [source])];
}

/** `ArtifactRepository.ToArtifactLocation`: the first of these stores counts. */
function locationIn(repository: ArtifactRepository): ArtifactLocation {
  const { artifactory, azure, gcs, hdfs, oss, plugin, s3 } = repository;
  if (artifactory !== undefined) {
    const { repoURL = "", keyFormat, ...rest } = artifactory;
    const url = repoURL.endsWith("/") ? repoURL : `${repoURL}/`;
    return { artifactory: { ...rest, url: `${url}${keyFormat || defaultKey}` } };
  }
  if (azure !== undefined) {
    const { blobNameFormat, ...rest } = azure;
    return { azure: { ...rest, blob: blobNameFormat || defaultKey } };
  }
  if (gcs !== undefined) return { gcs: withKey(gcs) };
  if (hdfs !== undefined) {
    const { pathFormat, ...rest } = hdfs;
    return { hdfs: { ...rest, path: pathFormat || defaultKey } };
  }
  if (oss !== undefined) return { oss: withKey(oss) };
  if (plugin !== undefined) return { plugin: withKey(plugin) };
  if (s3 === undefined) return {};
  const { keyFormat, keyPrefix = "", ...rest } = s3;
  return { s3: { ...rest, key: keyFormat || joinPath(keyPrefix, defaultKey) } };
}

function withKey<Store extends { readonly keyFormat?: string }>({ keyFormat, ...rest }: Store) {
  return { ...rest, key: keyFormat || defaultKey };
}
