import { cleanPath } from "../../expression/go/clean-path.ts";
import type { Artifact, ArtifactLocation, HDFSArtifact } from "../../manifest/types.ts";
import type { Problem } from "./problem.ts";

/** A path must be given and stay below the directory that it begins with (`Artifact.CleanPath`). */
export function artifactPathProblem({ name, path }: Artifact): Problem {
  if (path === undefined) return `Artifact '${name}' did not specify a path`;
  const upward = path.indexOf("/../");
  const safe = upward >= 0 ? path.slice(0, upward) : path.endsWith("/..") ? path.slice(0, -3) : "";
  const cleaned = cleanPath(path);
  if (safe === "" || (cleaned.startsWith(`${safe}/`) && cleaned.length > safe.length + 1)) return undefined;
  return `Artifact '${name}' attempted to use a path containing '..'. Directory traversal is not permitted`;
}

/** What a git or HDFS location must have (`validateArtifactLocation`). */
export function artifactLocationProblem(place: string, { git, hdfs }: ArtifactLocation): Problem {
  if (git?.repo === "") return `${place}.git.repo is required`;
  return hdfs === undefined ? undefined : hdfsProblem(`${place}.hdfs`, hdfs);
}

function hdfsProblem(place: string, hdfs: HDFSArtifact): Problem {
  if ((hdfs.addresses ?? []).length === 0) return `${place}.addresses is required`;
  if (hdfs.path === "") return `${place}.path is required`;
  if (!hdfs.path.startsWith("/")) return `${place}.path must be a absolute file path`;
  const { hdfsUser, krbCCacheSecret, krbKeytabSecret, krbServicePrincipalName, krbConfigConfigMap } = hdfs;
  if ((hdfsUser ?? krbCCacheSecret ?? krbKeytabSecret) === undefined) {
    return `either ${place}.hdfsUser, ${place}.krbCCacheSecret or ${place}.krbKeytabSecret is required`;
  }
  const hasPrincipal = krbServicePrincipalName !== undefined && krbConfigConfigMap !== undefined;
  if (krbKeytabSecret !== undefined && !(hasPrincipal && hdfs.krbUsername && hdfs.krbRealm)) {
    return `${place}.krbServicePrincipalName, ${place}.krbConfigConfigMap, ${place}.krbUsername and ${place}.krbRealm are required with ${place}.krbKeytabSecret`;
  }
  if (krbCCacheSecret !== undefined && !hasPrincipal) {
    return `${place}.krbServicePrincipalName and ${place}.krbConfigConfigMap are required with ${place}.krbCCacheSecret`;
  }
  return undefined;
}
