import type {
  ArtifactoryArtifact,
  AzureArtifact,
  ClusterWorkflowTemplate,
  ConfigMap,
  Container,
  GCSArtifact,
  HDFSArtifact,
  JsonObject,
  LabelSelector,
  ObjectMeta,
  OSSArtifact,
  PluginArtifact,
  S3Artifact,
  Template,
  WorkflowSpec,
  WorkflowTemplate,
} from "../../manifest/types.ts";
import type { Release } from "../../releases/release.ts";
import type { CronWorkflowObject } from "./cron-workflow-object.ts";
import type { OpenOrder } from "./open-order.ts";
import type { ArtifactGCTask, Pod, PodToCreate, TaskResult, TaskSet } from "./pod.ts";
import type { StoredMeta, WorkflowObject } from "./workflow-object.ts";

/** Why the API server refused a request. `reason` is Kubernetes' own (`AlreadyExists`, `Conflict`, `Forbidden`...). */
export interface ApiError {
  readonly code: number;
  readonly reason: string;
  readonly message: string;
  /** The client answered nothing beside the error, where that of Kubernetes answers an empty object. */
  readonly withoutObject?: true;
}

/** A PersistentVolumeClaim that a workflow makes for itself. */
export interface ClaimToCreate {
  readonly namespace: string;
  readonly name: string;
  /** uid of the workflow. */
  readonly owner: string;
  /** As `volumeClaimTemplates` describes it. */
  readonly template: JsonObject;
}

export type ApiResult<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ApiError };

/**
 * What the controller sees of the cluster without asking: the caches of its informers, which may lag behind the API
 * server. Reading one costs no virtual time.
 */
export interface InformerCaches {
  workflow(namespace: string, name: string): WorkflowObject | undefined;
  workflows(): Iterable<WorkflowObject>;
  /** Pods of a workflow; pods labelled completed have left this cache. */
  podsOfWorkflow(namespace: string, workflowName: string): Iterable<Pod>;
  pod(namespace: string, name: string): Pod | undefined;
  /** The pod of a node, by its node id. */
  podOfNode(namespace: string, nodeID: string): Pod | undefined;
  taskResultsOfWorkflow(namespace: string, workflowName: string): Iterable<TaskResult>;
  taskResult(namespace: string, nodeID: string): TaskResult | undefined;
  taskSet(namespace: string, name: string): TaskSet | undefined;
  workflowTemplate(namespace: string, name: string): WorkflowTemplate | undefined;
  clusterWorkflowTemplate(name: string): ClusterWorkflowTemplate | undefined;
  configMap(namespace: string, name: string): ConfigMap | undefined;
  /**
   * Puts a workflow that was just written into the cache, ahead of the watch (`writeBackToInformer`). The watch event of
   * that write is then nothing new, and so does not queue the workflow.
   */
  writeBack(workflow: WorkflowObject): void;
}

/**
 * The requests that the controller sends to the API server, each answered at the same instant. Every call is a place
 * where a fault, a conflict or a crash of the controller can be injected.
 */
export interface KubernetesApi {
  createPod(pod: PodToCreate): ApiResult<Pod>;
  getPod(namespace: string, name: string): ApiResult<Pod>;
  deletePod(namespace: string, name: string, preconditionUid?: string): ApiResult<void>;
  /** Sets labels of a pod by merge patch. */
  labelPod(namespace: string, name: string, labels: Readonly<Record<string, string>>): ApiResult<Pod>;
  /** Sends a signal (15 or 69...) to containers of a pod by exec. */
  signalContainers(namespace: string, podName: string, containers: readonly string[], signal: number): ApiResult<void>;
  getWorkflow(namespace: string, name: string): ApiResult<WorkflowObject>;
  /** Replaces the workflow; 409 `Conflict` when `metadata.resourceVersion` is not the stored one. */
  updateWorkflow(workflow: WorkflowObject): ApiResult<WorkflowObject>;
  createWorkflow(
    workflow: Omit<WorkflowObject, "metadata"> & {
      readonly metadata: Partial<WorkflowObject["metadata"]> & { readonly name: string; readonly namespace: string };
    },
  ): ApiResult<WorkflowObject>;
  /** Sets labels of a workflow by merge patch. */
  labelWorkflow(namespace: string, name: string, labels: Readonly<Record<string, string>>): ApiResult<WorkflowObject>;
  deleteWorkflow(namespace: string, name: string): ApiResult<void>;
  deleteTaskResults(namespace: string, workflowName: string): ApiResult<void>;
  /** Creates the task set of a workflow, or adds tasks to it and labels it with whether its workflow is fulfilled. */
  applyTaskSetTasks(
    namespace: string,
    workflowName: string,
    tasks: Readonly<Record<string, Template>>,
    isFulfilled: boolean,
  ): ApiResult<TaskSet>;
  /** Removes finished tasks and their answers, and labels the task set of a fulfilled workflow as completed. */
  removeTaskSetTasks(
    namespace: string,
    workflowName: string,
    nodeIDs: readonly string[],
    isFulfilled: boolean,
  ): ApiResult<void>;
  /** Changes a CronWorkflow by merge patch. */
  patchCronWorkflow(
    namespace: string,
    name: string,
    change: (stored: CronWorkflowObject) => CronWorkflowObject,
  ): ApiResult<CronWorkflowObject>;
  /** Answers with the name of the secret that holds the account's token (`secrets.TokenNameForServiceAccount`). */
  getServiceAccount(namespace: string, name: string): ApiResult<{ readonly tokenSecret: string }>;
  createArtifactGCTask(
    task: Omit<ArtifactGCTask, "metadata"> & {
      readonly metadata: Partial<StoredMeta> & { readonly name: string; readonly namespace: string };
    },
  ): ApiResult<ArtifactGCTask>;
  /** The tasks of one pod. */
  listArtifactGCTasks(namespace: string, podName: string): ApiResult<readonly ArtifactGCTask[]>;
  deleteArtifactGCTask(namespace: string, name: string): ApiResult<void>;
  getConfigMap(namespace: string, name: string): ApiResult<ConfigMap>;
  createConfigMap(configMap: ConfigMap): ApiResult<ConfigMap>;
  updateConfigMap(configMap: ConfigMap): ApiResult<ConfigMap>;
  createPersistentVolumeClaim(claim: ClaimToCreate): ApiResult<void>;
  getPersistentVolumeClaim(namespace: string, name: string): ApiResult<{ readonly owner: string }>;
  deletePersistentVolumeClaim(namespace: string, name: string): ApiResult<void>;
  /** Takes the finalizer off that keeps a deleted claim as long as a pod uses it. */
  unprotectPersistentVolumeClaim(namespace: string, name: string): ApiResult<void>;
}

export type PodCleanupAction =
  | "deletePod"
  | "deletePodByUID"
  | "labelPodCompleted"
  | "terminateContainers"
  | "killContainers";

/** The controller's own queues. Delays are virtual milliseconds. */
export interface ControllerQueues {
  /** Adds the workflow after the fixed rate-limit delay (`DEFAULT_REQUEUE_TIME`, 10 s). */
  requeue(namespace: string, workflowName: string): void;
  requeueAfter(namespace: string, workflowName: string, delay: number): void;
  /** Adds the workflow at once. */
  add(namespace: string, workflowName: string): void;
  /** A delay of 0 stands for that of the queue's rate limiter (5 ms). `uid` goes with `deletePodByUID` alone. */
  queuePodForCleanup(namespace: string, podName: string, action: PodCleanupAction, delay: number, uid?: string): void;
}

/** An artifact plugin of the controller's configuration. */
export interface ArtifactDriver {
  readonly name: string;
  readonly image?: string;
  readonly connectionTimeoutSeconds?: number;
}

/** What an image starts by itself. */
export interface ImageCommand {
  readonly entrypoint?: readonly string[];
  readonly cmd?: readonly string[];
}

export interface KubeConfig {
  readonly secretName: string;
  readonly secretKey: string;
  readonly volumeName?: string;
  readonly mountPath?: string;
}

/** A default artifact repository: one store, and how keys in it are made (`wfv1.ArtifactRepository`). */
export interface ArtifactRepository {
  readonly archiveLogs?: boolean;
  readonly s3?: Omit<S3Artifact, "key"> & { readonly keyFormat?: string; readonly keyPrefix?: string };
  readonly gcs?: Omit<GCSArtifact, "key"> & { readonly keyFormat?: string };
  readonly oss?: Omit<OSSArtifact, "key"> & { readonly keyFormat?: string };
  readonly azure?: Omit<AzureArtifact, "blob"> & { readonly blobNameFormat?: string };
  readonly hdfs?: Omit<HDFSArtifact, "path"> & { readonly pathFormat?: string };
  readonly artifactory?: Omit<ArtifactoryArtifact, "url"> & { readonly repoURL?: string; readonly keyFormat?: string };
  readonly plugin?: Omit<PluginArtifact, "key"> & { readonly keyFormat?: string };
}

/** Controller configuration (the workflow-controller-configmap) and environment that the model reads. */
export interface ControllerConfiguration {
  readonly namespace: string;
  readonly parallelism?: number;
  readonly namespaceParallelism?: number;
  readonly workflowDefaults?: { readonly metadata?: Partial<ObjectMeta>; readonly spec?: WorkflowSpec };
  readonly workflowRestrictions?: { readonly templateReferencing?: string };
  /** How long a new workflow waits before it is looked at (`initialDelay`), in milliseconds; default 0. */
  readonly initialDelay?: number;
  /** Delay of `podGC` where a workflow gives none (`podGCDeleteDelayDuration`), in milliseconds; default 5 s. */
  readonly podGCDeleteDelay?: number;
  /** Whether pods that the cluster ends before their work has begun are replaced, and how often at most (default 3). */
  readonly failedPodRestart?: { readonly enabled?: boolean; readonly maxRestarts?: number };
  /** Whether finished workflows are archived, all or those with certain labels. */
  readonly persistence?: { readonly archive?: boolean; readonly archiveLabelSelector?: LabelSelector };
  /** Artifact plugins that pods may use. */
  readonly artifactDrivers?: readonly ArtifactDriver[];
  /** Tells apart controllers that share a cluster: a label of what each looks after. */
  readonly instanceID?: string;
  /** What the containers of the executor get: image, resources, environment ... */
  readonly executor?: Container;
  /** Defaults of the containers that do a template's work. */
  readonly mainContainer?: Container;
  /** What images start by themselves, by name, where a container gives no command. */
  readonly images?: Readonly<Record<string, ImageCommand>>;
  /** The secret with the kubeconfig that the executor is to use. */
  readonly kubeConfig?: KubeConfig;
  /** Where artifacts go that name no place. */
  readonly artifactRepository?: ArtifactRepository;
  /** How many finished workflows are kept (`retentionPolicy`); 0 keeps none. */
  readonly retentionPolicy?: { readonly completed: number; readonly failed: number; readonly errored: number };
  /** Environment variables of the controller, for example `DEFAULT_REQUEUE_TIME`. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Why a reconcile gets no further with something, where the controller writes nothing of it: it only logs. */
export interface Notice {
  /** Name of the node that it is about; empty when it is about the whole workflow. */
  readonly node: string;
  readonly message: string;
}

/** Everything outside of itself that the controller acts through. */
export interface ControllerPorts {
  /** Virtual now, in milliseconds. */
  now(): number;
  /** Wall-clock time at virtual time 0, in milliseconds since 1970. */
  readonly epoch: number;
  /**
   * The worker sleeps for so many milliseconds. A reconcile happens at one instant; what it queues from here on is
   * queued that much later, and the worker takes the next workflow that much later.
   */
  sleep(milliseconds: number): void;
  readonly caches: InformerCaches;
  readonly api: KubernetesApi;
  readonly queues: ControllerQueues;
  readonly configuration: ControllerConfiguration;
  readonly release: Release;
  /**
   * The order in which to visit things where the real controller leaves it open.
   *
   * @param of name of what the things belong to
   */
  order<Item>(order: OpenOrder<Item>, of: string, items: readonly Item[]): readonly Item[];
  /** Whether anybody chooses orders; where nobody does, things are visited as they are listed. */
  readonly choosesOrders: boolean;
  /** A random source for names (a seeded stream). */
  random(): number;
  /** Absent where nobody listens. */
  readonly notice?: ((notice: Notice) => void) | undefined;
}
