import type { Template } from "../../manifest/types.ts";
import type { NodeOutputs } from "./node-status.ts";
import type { RenderedPod } from "./rendered-pod.ts";
import type { StoredMeta } from "./workflow-object.ts";

/** Phase of a pod; `""` until a kubelet has said anything about it. */
export type PodPhase = "" | "Pending" | "Running" | "Succeeded" | "Failed" | "Unknown";

/** State of a container; exactly one of the three, as in Kubernetes. */
export type ContainerState =
  | { readonly kind: "waiting"; readonly reason: string; readonly message?: string }
  | { readonly kind: "running" }
  | {
      readonly kind: "terminated";
      readonly exitCode: number;
      readonly reason: string;
      readonly message?: string;
      /** Virtual milliseconds. */
      readonly finishedAt: number;
    };

export interface ContainerStatus {
  readonly name: string;
  readonly state: ContainerState;
  readonly ready: boolean;
}

/** What the controller asks the API server to create for a node. */
export interface PodSpec {
  /** Names of the containers that run the user's work: `main`, or those of a container set. */
  readonly mainContainers: readonly string[];
  /** Names of init containers, in order. */
  readonly initContainers: readonly string[];
  /** Names of sidecars of the template. */
  readonly sidecars: readonly string[];
  /** Whether the executor's container `wait` is part of the pod. */
  readonly hasWaitContainer: boolean;
  /** The template after substitution, which the executor reads to know what to report. */
  readonly template: Template;
  /** Whether the executor must report standard output as `outputs.result`. */
  readonly includeScriptOutput: boolean;
  readonly activeDeadlineSeconds?: number;
  /** Seconds between SIGTERM and SIGKILL. */
  readonly terminationGracePeriodSeconds: number;
  /** A pod that belongs to no node: the agent of HTTP and plugin templates, or one that deletes artifacts. */
  readonly component?: "agent" | "artifact-gc";
}

export interface PodStatus {
  readonly phase: PodPhase;
  readonly reason?: string;
  readonly message?: string;
  /** Given once the pod runs. */
  readonly podIP?: string;
  /** The host that the pod runs on (`spec.nodeName`), once it has one. */
  readonly hostNodeName?: string;
  readonly conditions?: readonly { readonly type: string; readonly reason?: string; readonly message?: string }[];
  readonly initContainerStatuses: readonly ContainerStatus[];
  readonly containerStatuses: readonly ContainerStatus[];
}

/** A Pod as the API server stores it. Labels and annotations are those that the controller sets. */
export interface Pod {
  readonly metadata: StoredMeta;
  readonly workflowName: string;
  readonly nodeID: string;
  readonly nodeName: string;
  /** What the node is displayed as. */
  readonly displayName: string;
  readonly spec: PodSpec;
  readonly status: PodStatus;
  /** All that the pod is given; absent for pods of artifact garbage collection. */
  readonly rendering?: PodRendering;
}

/** A pod as the controller sends it, which is made when somebody asks for it. */
export interface PodRendering {
  readonly pod: RenderedPod;
}

/** A pod before the API server has given it identity and status. */
export interface PodToCreate {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly workflowName: string;
  readonly nodeID: string;
  readonly nodeName: string;
  /** What the node is displayed as. */
  readonly displayName: string;
  readonly spec: PodSpec;
  readonly rendering?: PodRendering;
}

/** A WorkflowTaskResult: what the executor of a pod reported. Its name is the node's id. */
export interface TaskResult {
  readonly metadata: StoredMeta;
  readonly workflowName: string;
  readonly nodeID: string;
  /** Label `workflows.argoproj.io/report-outputs-completed`; absent when the executor did not set it. */
  readonly reportOutputsCompleted?: boolean;
  readonly outputs?: NodeOutputs;
  readonly progress?: string;
}

/** A WorkflowArtifactGCTask: artifacts that a pod is to delete, and what came of it. */
export interface ArtifactGCTask {
  readonly metadata: StoredMeta;
  /** The pod that does it (label `workflows.argoproj.io/artifact-gc-pod`, which is a hash of its name). */
  readonly podName: string;
  /** Names of artifacts, by node id. */
  readonly artifactsByNode: Readonly<Record<string, readonly string[]>>;
  /** By node id and name of the artifact, once the pod has ended well. */
  readonly results?: Readonly<Record<string, Readonly<Record<string, ArtifactGCResult>>>>;
}

/** Whether an artifact was deleted; if not, why. */
export interface ArtifactGCResult {
  readonly error?: string;
}

/** One answer of the agent in `status.nodes` of a WorkflowTaskSet. */
export interface TaskSetNodeResult {
  readonly phase: "Succeeded" | "Failed" | "Error" | "Running" | "Pending";
  readonly message?: string;
  readonly outputs?: NodeOutputs;
  readonly progress?: string;
}

/** A WorkflowTaskSet: HTTP and plugin templates that wait for the agent, and its answers, by node id. */
export interface TaskSet {
  readonly metadata: StoredMeta;
  readonly tasks: Readonly<Record<string, Template>>;
  readonly results: Readonly<Record<string, TaskSetNodeResult>>;
}
