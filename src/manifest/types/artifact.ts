import type { JsonObject } from "./json.ts";
import type { Metadata } from "./object-meta.ts";
import type { SecretKeySelector } from "./selectors.ts";

/** Where an artifact lies: at most one of the stores is given. */
export interface ArtifactLocation {
  readonly archiveLogs?: boolean;
  readonly s3?: S3Artifact;
  readonly git?: GitArtifact;
  readonly http?: HTTPArtifact;
  readonly artifactory?: ArtifactoryArtifact;
  readonly hdfs?: HDFSArtifact;
  readonly raw?: RawArtifact;
  readonly oss?: OSSArtifact;
  readonly gcs?: GCSArtifact;
  readonly azure?: AzureArtifact;
  readonly plugin?: PluginArtifact;
}

/** A file or folder that goes into or comes out of a template. */
export interface Artifact extends ArtifactLocation {
  readonly name: string;
  readonly path?: string;
  readonly mode?: number;
  readonly from?: string;
  readonly globalName?: string;
  readonly archive?: ArchiveStrategy;
  readonly optional?: boolean;
  readonly subPath?: string;
  readonly recurseMode?: boolean;
  readonly fromExpression?: string;
  readonly artifactGC?: ArtifactGC;
  readonly deleted?: boolean;
}

export interface ArchiveStrategy {
  readonly tar?: { readonly compressionLevel?: number };
  readonly none?: JsonObject;
  readonly zip?: JsonObject;
}

/** How artifacts are removed: `OnWorkflowCompletion`, `OnWorkflowDeletion` or `Never`. */
export interface ArtifactGC {
  readonly strategy?: string;
  readonly podMetadata?: Metadata;
  readonly serviceAccountName?: string;
}

/** `spec.artifactGC`. */
export interface WorkflowLevelArtifactGC extends ArtifactGC {
  readonly forceFinalizerRemoval?: boolean;
  readonly podSpecPatch?: string;
}

/** Which artifact repository a workflow uses: a key of a ConfigMap. */
export interface ArtifactRepositoryRef {
  readonly configMap?: string;
  readonly key?: string;
}

export interface S3Artifact {
  readonly key?: string;
  readonly bucket?: string;
  readonly endpoint?: string;
  readonly region?: string;
  readonly insecure?: boolean;
  readonly accessKeySecret?: SecretKeySelector;
  readonly secretKeySecret?: SecretKeySelector;
  readonly sessionTokenSecret?: SecretKeySelector;
  readonly roleARN?: string;
  readonly useSDKCreds?: boolean;
  readonly createBucketIfNotPresent?: { readonly objectLocking?: boolean };
  readonly encryptionOptions?: JsonObject;
  readonly caSecret?: SecretKeySelector;
  readonly addressingStyle?: string;
}

export interface GitArtifact {
  readonly repo: string;
  readonly revision?: string;
  readonly depth?: number;
  readonly fetch?: readonly string[];
  readonly usernameSecret?: SecretKeySelector;
  readonly passwordSecret?: SecretKeySelector;
  readonly sshPrivateKeySecret?: SecretKeySelector;
  readonly insecureIgnoreHostKey?: boolean;
  readonly disableSubmodules?: boolean;
  readonly singleBranch?: boolean;
  readonly branch?: string;
  readonly insecureSkipTLS?: boolean;
}

export interface ArtifactoryArtifact {
  readonly url: string;
  readonly usernameSecret?: SecretKeySelector;
  readonly passwordSecret?: SecretKeySelector;
}

export interface AzureArtifact {
  readonly endpoint: string;
  readonly container: string;
  readonly accountKeySecret?: SecretKeySelector;
  readonly useSDKCreds?: boolean;
  readonly blob: string;
}

export interface HDFSArtifact {
  readonly path: string;
  readonly force?: boolean;
  readonly addresses?: readonly string[];
  readonly hdfsUser?: string;
  readonly dataTransferProtection?: string;
  readonly krbCCacheSecret?: SecretKeySelector;
  readonly krbKeytabSecret?: SecretKeySelector;
  readonly krbUsername?: string;
  readonly krbRealm?: string;
  readonly krbConfigConfigMap?: SecretKeySelector;
  readonly krbServicePrincipalName?: string;
}

export interface RawArtifact {
  readonly data: string;
}

export interface HTTPArtifact {
  readonly url: string;
  readonly headers?: readonly { readonly name: string; readonly value: string }[];
  readonly auth?: JsonObject;
  readonly saveStreamViaFile?: boolean;
}

export interface GCSArtifact {
  readonly key: string;
  readonly bucket?: string;
  readonly serviceAccountKeySecret?: SecretKeySelector;
}

export interface OSSArtifact {
  readonly key: string;
  readonly bucket?: string;
  readonly endpoint?: string;
  readonly accessKeySecret?: SecretKeySelector;
  readonly secretKeySecret?: SecretKeySelector;
  readonly createBucketIfNotPresent?: boolean;
  readonly securityToken?: string;
  readonly lifecycleRule?: JsonObject;
  readonly useSDKCreds?: boolean;
}

export interface PluginArtifact {
  readonly name?: string;
  readonly configuration?: string;
  readonly connectionTimeoutSeconds?: number;
  readonly key: string;
}
