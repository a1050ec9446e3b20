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
  count,
  type FieldsOf,
  flag,
  integer,
  list,
  object,
  passedOn,
  requiredString,
  string,
  strings,
  struct,
  written,
} from "./field-type.ts";
import { configMapKeySelector, metadata, secretKeySelector } from "./kubernetes.ts";

const s3 = struct<S3Artifact>("S3Artifact", {
  endpoint: string,
  bucket: string,
  region: string,
  insecure: boolean,
  accessKeySecret: secretKeySelector,
  secretKeySecret: secretKeySelector,
  sessionTokenSecret: secretKeySelector,
  roleARN: string,
  useSDKCreds: flag,
  createBucketIfNotPresent: struct<{ objectLocking?: boolean }>("CreateS3BucketOptions", { objectLocking: flag }),
  encryptionOptions: passedOn({
    kmsKeyId: string,
    kmsEncryptionContext: string,
    enableEncryption: flag,
    serverSideCustomerKeySecret: secretKeySelector,
  }),
  caSecret: secretKeySelector,
  addressingStyle: string,
  key: string,
});

const git = struct<GitArtifact>("GitArtifact", {
  repo: requiredString,
  revision: string,
  depth: integer,
  fetch: strings,
  usernameSecret: secretKeySelector,
  passwordSecret: secretKeySelector,
  sshPrivateKeySecret: secretKeySelector,
  insecureIgnoreHostKey: flag,
  disableSubmodules: flag,
  singleBranch: flag,
  branch: string,
  insecureSkipTLS: flag,
});

const basicAuth = { usernameSecret: secretKeySelector, passwordSecret: secretKeySelector };

const httpAuth = passedOn({
  clientCert: written(passedOn({ clientCertSecret: secretKeySelector, clientKeySecret: secretKeySelector })),
  oauth2: written(
    passedOn({
      clientIDSecret: secretKeySelector,
      clientSecretSecret: secretKeySelector,
      tokenURLSecret: secretKeySelector,
      scopes: strings,
      endpointParams: list(passedOn({ key: requiredString, value: string })),
    }),
  ),
  basicAuth: written(passedOn(basicAuth)),
});

const http = struct<HTTPArtifact>("HTTPArtifact", {
  url: requiredString,
  headers: list(struct<{ name: string; value: string }>("Header", { name: requiredString, value: requiredString })),
  auth: httpAuth,
  saveStreamViaFile: flag,
});

const artifactory = struct<ArtifactoryArtifact>("ArtifactoryArtifact", {
  url: requiredString,
  ...basicAuth,
});

const azure = struct<AzureArtifact>("AzureArtifact", {
  endpoint: requiredString,
  container: requiredString,
  accountKeySecret: secretKeySelector,
  useSDKCreds: flag,
  blob: requiredString,
});

const hdfs = struct<HDFSArtifact>("HDFSArtifact", {
  krbCCacheSecret: secretKeySelector,
  krbKeytabSecret: secretKeySelector,
  krbUsername: string,
  krbRealm: string,
  krbConfigConfigMap: configMapKeySelector,
  krbServicePrincipalName: string,
  addresses: strings,
  hdfsUser: string,
  dataTransferProtection: string,
  path: requiredString,
  force: flag,
});

const oss = struct<OSSArtifact>("OSSArtifact", {
  endpoint: string,
  bucket: string,
  accessKeySecret: secretKeySelector,
  secretKeySecret: secretKeySelector,
  createBucketIfNotPresent: flag,
  securityToken: string,
  lifecycleRule: passedOn({ markInfrequentAccessAfterDays: count, markDeletionAfterDays: count }),
  useSDKCreds: flag,
  key: requiredString,
});

const gcs = struct<GCSArtifact>("GCSArtifact", {
  bucket: string,
  serviceAccountKeySecret: secretKeySelector,
  key: requiredString,
});

const plugin = struct<PluginArtifact>("PluginArtifact", {
  name: string,
  configuration: string,
  connectionTimeoutSeconds: count,
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
  forceFinalizerRemoval: flag,
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
  optional: flag,
  subPath: string,
  recurseMode: flag,
  fromExpression: string,
  artifactGC: struct<ArtifactGC>("ArtifactGC", artifactGCFields),
  deleted: flag,
});

export const artifactRepositoryRef = struct<ArtifactRepositoryRef>("ArtifactRepositoryRef", {
  configMap: string,
  key: string,
});
