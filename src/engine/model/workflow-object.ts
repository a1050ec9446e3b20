import type { ObjectMeta, Template, WorkflowSpec } from "../../manifest/types.ts";
import type { NodeOutputs } from "./node-status.ts";
import type { Nodes } from "./nodes.ts";

/** Phase of a workflow; `""` before the controller has seen it. */
export type WorkflowPhase = "" | "Pending" | "Running" | "Succeeded" | "Failed" | "Error";

export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly message?: string;
}

export interface SemaphoreHolding {
  readonly semaphore: string;
  readonly holders?: readonly string[];
}

export interface MutexHolding {
  readonly mutex: string;
  readonly holder?: string;
}

/** `status.synchronization`: the locks that a workflow and its nodes hold and wait for. */
export interface SynchronizationStatus {
  readonly semaphore?: {
    readonly holding?: readonly SemaphoreHolding[];
    readonly waiting?: readonly SemaphoreHolding[];
  };
  readonly mutex?: { readonly holding?: readonly MutexHolding[]; readonly waiting?: readonly MutexHolding[] };
}

/** How far the garbage collection of a workflow's artifacts has come. */
export interface ArtifactGCStatus {
  /** Strategies for which pods were started. */
  readonly strategiesProcessed?: Readonly<Record<string, boolean>>;
  /** Names of pods that have ended and whose answer was taken over. */
  readonly podsRecouped?: Readonly<Record<string, boolean>>;
  /** Whether there is nothing to collect. */
  readonly notSpecified?: boolean;
}

/** `status` of a Workflow. Immutable; `nodes` shares structure between versions. */
export interface WorkflowStatus {
  readonly phase: WorkflowPhase;
  readonly message?: string;
  readonly startedAt?: number;
  readonly finishedAt?: number;
  readonly progress?: string;
  readonly nodes: Nodes;
  readonly conditions?: readonly Condition[];
  readonly outputs?: NodeOutputs;
  readonly synchronization?: SynchronizationStatus;
  readonly persistentVolumeClaims?: readonly string[];
  readonly storedWorkflowTemplateSpec?: WorkflowSpec;
  readonly storedTemplates?: Readonly<Record<string, Template>>;
  readonly artifactGCStatus?: ArtifactGCStatus;
  /** Written by releases before v3.7: node id -> whether the executor has reported. */
  readonly taskResultsCompletionStatus?: Readonly<Record<string, boolean>>;
}

/** Metadata of a stored object; the manifest's own plus what the API server adds. */
export type StoredMeta = Omit<ObjectMeta, "resourceVersion" | "creationTimestamp" | "deletionTimestamp"> & {
  readonly name: string;
  readonly namespace: string;
  readonly uid: string;
  /** Version of this object in the API server, growing by one with every write to any object. */
  readonly resourceVersion: number;
  /** Virtual milliseconds, whole seconds. */
  readonly creationTimestamp: number;
  readonly deletionTimestamp?: number;
};

/** A Workflow as the API server stores it. */
export interface WorkflowObject {
  readonly metadata: StoredMeta;
  readonly spec: WorkflowSpec;
  readonly status: WorkflowStatus;
}
