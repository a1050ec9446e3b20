import type {
  ArchiveStrategy,
  Artifact,
  ArtifactGC,
  ArtifactLocation,
  ArtifactoryArtifact,
  ArtifactRepositoryRef,
  AzureArtifact,
  GCSArtifact,
  GitArtifact,
  HDFSArtifact,
  HTTPArtifact,
  OSSArtifact,
  PluginArtifact,
  RawArtifact,
  S3Artifact,
  WorkflowLevelArtifactGC,
} from "../types.ts";
import {
  boolean,
  type FieldsOf,
  integer,
  list,
  object,
  requiredString,
  string,
  strings,
  struct,
} from "./field-type.ts";
import { configMapKeySelector, metadata, secretKeySelector } from "./kubernetes.ts";

const s3 = struct<S3Artifact>("S3Artifact", {
  key: string,
  bucket: string,
  endpoint: string,
  region: string,
  insecure: boolean,
  accessKeySecret: secretKeySelector,
  secretKeySecret: secretKeySelector,
  sessionTokenSecret: secretKeySelector,
  roleARN: string,
  useSDKCreds: boolean,
  createBucketIfNotPresent: struct<{ objectLocking?: boolean }>("CreateS3BucketOptions", { objectLocking: boolean }),
  encryptionOptions: object,
  caSecret: secretKeySelector,
  addressingStyle: string,
});

const git = struct<GitArtifact>("GitArtifact", {
  repo: requiredString,
  revision: string,
  depth: integer,
  fetch: strings,
  usernameSecret: secretKeySelector,
  passwordSecret: secretKeySelector,
  sshPrivateKeySecret: secretKeySelector,
  insecureIgnoreHostKey: boolean,
  disableSubmodules: boolean,
  singleBranch: boolean,
  branch: string,
  insecureSkipTLS: boolean,
});

const http = struct<HTTPArtifact>("HTTPArtifact", {
  url: requiredString,
  headers: list(struct<{ name: string; value: string }>("Header", { name: requiredString, value: requiredString })),
  auth: object,
  saveStreamViaFile: boolean,
});

const artifactory = struct<ArtifactoryArtifact>("ArtifactoryArtifact", {
  url: requiredString,
  usernameSecret: secretKeySelector,
  passwordSecret: secretKeySelector,
});

const azure = struct<AzureArtifact>("AzureArtifact", {
  endpoint: requiredString,
  container: requiredString,
  accountKeySecret: secretKeySelector,
  useSDKCreds: boolean,
  blob: requiredString,
});

const hdfs = struct<HDFSArtifact>("HDFSArtifact", {
  path: requiredString,
  force: boolean,
  addresses: strings,
  hdfsUser: string,
  dataTransferProtection: string,
  krbCCacheSecret: secretKeySelector,
  krbKeytabSecret: secretKeySelector,
  krbUsername: string,
  krbRealm: string,
  krbConfigConfigMap: configMapKeySelector,
  krbServicePrincipalName: string,
});

const oss = struct<OSSArtifact>("OSSArtifact", {
  key: requiredString,
  bucket: string,
  endpoint: string,
  accessKeySecret: secretKeySelector,
  secretKeySecret: secretKeySelector,
  createBucketIfNotPresent: boolean,
  securityToken: string,
  lifecycleRule: object,
  useSDKCreds: boolean,
});

const gcs = struct<GCSArtifact>("GCSArtifact", {
  key: requiredString,
  bucket: string,
  serviceAccountKeySecret: secretKeySelector,
});

const plugin = struct<PluginArtifact>("PluginArtifact", {
  name: string,
  configuration: string,
  connectionTimeoutSeconds: integer,
  key: requiredString,
});

const artifactLocationFields: FieldsOf<ArtifactLocation> = {
  archiveLogs: boolean,
  s3,
  git,
  http,
  artifactory,
  hdfs,
  raw: struct<RawArtifact>("RawArtifact", { data: requiredString }),
  oss,
  gcs,
  azure,
  plugin,
};

export const artifactLocation = struct<ArtifactLocation>("ArtifactLocation", artifactLocationFields);

const artifactGCFields: FieldsOf<ArtifactGC> = { strategy: string, podMetadata: metadata, serviceAccountName: string };

export const workflowLevelArtifactGC = struct<WorkflowLevelArtifactGC>("WorkflowLevelArtifactGC", {
  ...artifactGCFields,
  forceFinalizerRemoval: boolean,
  podSpecPatch: string,
});

const archiveStrategy = struct<ArchiveStrategy>("ArchiveStrategy", {
  tar: struct<{ compressionLevel?: number }>("TarStrategy", { compressionLevel: integer }),
  none: object,
  zip: object,
});

export const artifact = struct<Artifact>("Artifact", {
  name: requiredString,
  path: string,
  mode: integer,
  from: string,
  ...artifactLocationFields,
  globalName: string,
  archive: archiveStrategy,
  optional: boolean,
  subPath: string,
  recurseMode: boolean,
  fromExpression: string,
  artifactGC: struct<ArtifactGC>("ArtifactGC", artifactGCFields),
  deleted: boolean,
});

export const artifactRepositoryRef = struct<ArtifactRepositoryRef>("ArtifactRepositoryRef", {
  configMap: string,
  key: string,
});
