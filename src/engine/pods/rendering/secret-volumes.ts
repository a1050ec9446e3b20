import type { ArtifactLocation, JsonObject, SecretKeySelector, Volume } from "../../../manifest/types.ts";
import { has, type PodInputs } from "./pod-inputs.ts";

/**
 * One volume for each secret that artifacts, logs and data sources need, with the keys in the order in which they are
 * asked for first (`createSecretVolumesAndMounts`).
 */
export function secretVolumes(pod: Pick<PodInputs, "template" | "context">): readonly Volume[] {
  const { archiveLocation, inputs, outputs, data } = pod.template;
  const knowsSession = !has(pod, "session-tokens-of-s3-unknown");
  const keys = new Map<string, Set<string>>();
  const locations = [archiveLocation, ...(outputs?.artifacts ?? []), ...(inputs?.artifacts ?? [])];
  for (const location of [...locations, data?.source.artifactPaths]) {
    for (const { name = "", key = "" } of location === undefined ? [] : secretsOf(location, knowsSession)) {
      if (name === "" || key === "") continue;
      const known = keys.get(name) ?? new Set();
      keys.set(name, known.add(key));
    }
  }
  return [...keys].map(([secretName, names]) => ({
    name: secretName,
    secret: { secretName, items: [...names].map((key) => ({ key, path: key })) },
  }));
}

/** Of several stores the first of these counts (`createSecretVolumesFromArtifactLocations`). */
function secretsOf(location: ArtifactLocation, knowsSession: boolean): readonly Partial<SecretKeySelector>[] {
  const { s3, git, artifactory, hdfs, oss, gcs, http, azure } = location;
  if (s3 !== undefined) {
    const { encryptionOptions, ...secrets } = s3;
    const { enableEncryption, serverSideCustomerKeySecret } = encryptionOptions ?? {};
    return given(
      secrets.accessKeySecret,
      secrets.secretKeySecret,
      knowsSession ? secrets.sessionTokenSecret : undefined,
      enableEncryption === true ? serverSideCustomerKeySecret : undefined,
      secrets.caSecret,
    );
  }
  if (git !== undefined) return given(git.usernameSecret, git.passwordSecret, git.sshPrivateKeySecret);
  if (artifactory !== undefined) return given(artifactory.usernameSecret, artifactory.passwordSecret);
  if (hdfs !== undefined) return given(hdfs.krbCCacheSecret, hdfs.krbKeytabSecret);
  if (oss !== undefined) return given(oss.accessKeySecret, oss.secretKeySecret);
  if (gcs !== undefined) return given(gcs.serviceAccountKeySecret);
  if (http?.auth !== undefined) return secretsOfHTTP(http.auth);
  return azure === undefined ? [] : given(azure.accountKeySecret);
}

function secretsOfHTTP({ basicAuth, clientCert, oauth2 }: JsonObject): readonly Partial<SecretKeySelector>[] {
  const [basic, certificate, oauth] = [basicAuth, clientCert, oauth2].map((part) => (part ?? {}) as JsonObject);
  return given(
    basic?.usernameSecret,
    basic?.passwordSecret,
    certificate?.clientCertSecret,
    certificate?.clientKeySecret,
    oauth?.clientIDSecret,
    oauth?.clientSecretSecret,
    oauth?.tokenURLSecret,
  );
}

function given(...secrets: readonly unknown[]): readonly Partial<SecretKeySelector>[] {
  return secrets.filter((secret) => secret !== undefined && secret !== null) as readonly Partial<SecretKeySelector>[];
}
