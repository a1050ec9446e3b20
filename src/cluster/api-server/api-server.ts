import type { CronWorkflowObject } from "../../engine/model/cron-workflow-object.ts";
import type { NodeStatus } from "../../engine/model/node-status.ts";
import type { Nodes } from "../../engine/model/nodes.ts";
import type { ArtifactGCTask, Pod, TaskResult, TaskSet } from "../../engine/model/pod.ts";
import type { ApiResult } from "../../engine/model/ports.ts";
import type { WorkflowObject } from "../../engine/model/workflow-object.ts";
import type { Journal } from "../../journal/journal.ts";
import type {
  ClusterWorkflowTemplate,
  ConfigMap,
  JsonObject,
  Namespace,
  WorkflowTemplate,
} from "../../manifest/types.ts";
import { type Draft, ObjectStore, type StoreClock, type StoredObject, wholeSeconds } from "./object-store.ts";

/** An object that the model keeps as its manifest wrote it. */
export interface StoredManifest<Manifest> extends StoredObject {
  readonly manifest: Manifest;
}

/** A PersistentVolumeClaim; only its owner matters to the model. */
export interface StoredClaim extends StoredObject {
  /** The uid of the workflow that owns it. */
  readonly owner: string;
  /** As the workflow's `volumeClaimTemplates` describes it. */
  readonly template: JsonObject;
}

/** The objects that the model keeps as they were written. */
export type ManifestObject = WorkflowTemplate | ClusterWorkflowTemplate | ConfigMap | Namespace;

/** The Kubernetes API server: all objects of the cluster. */
export class ApiServer {
  readonly workflows: ObjectStore<WorkflowObject>;
  readonly pods: ObjectStore<Pod>;
  readonly taskResults: ObjectStore<TaskResult>;
  readonly taskSets: ObjectStore<TaskSet>;
  readonly artifactGCTasks: ObjectStore<ArtifactGCTask>;
  readonly workflowTemplates: ObjectStore<StoredManifest<WorkflowTemplate>>;
  readonly clusterWorkflowTemplates: ObjectStore<StoredManifest<ClusterWorkflowTemplate>>;
  readonly cronWorkflows: ObjectStore<CronWorkflowObject>;
  readonly configMaps: ObjectStore<StoredManifest<ConfigMap>>;
  readonly namespaces: ObjectStore<StoredManifest<Namespace>>;
  readonly persistentVolumeClaims: ObjectStore<StoredClaim>;

  /**
   * @param now the clock, in virtual milliseconds
   * @param journal where every change is written down
   */
  constructor(now: () => number, journal?: Journal) {
    let version = 0;
    const clock: StoreClock = { now, nextVersion: () => ++version, journal };
    this.workflows = new ObjectStore("Workflow", "workflows.argoproj.io", clock);
    this.pods = new ObjectStore("Pod", "pods", clock);
    this.taskResults = new ObjectStore("WorkflowTaskResult", "workflowtaskresults.argoproj.io", clock);
    this.taskSets = new ObjectStore("WorkflowTaskSet", "workflowtasksets.argoproj.io", clock);
    this.artifactGCTasks = new ObjectStore("WorkflowArtifactGCTask", "workflowartifactgctasks.argoproj.io", clock);
    this.workflowTemplates = new ObjectStore("WorkflowTemplate", "workflowtemplates.argoproj.io", clock);
    this.clusterWorkflowTemplates = new ObjectStore(
      "ClusterWorkflowTemplate",
      "clusterworkflowtemplates.argoproj.io",
      clock,
    );
    this.cronWorkflows = new ObjectStore("CronWorkflow", "cronworkflows.argoproj.io", clock);
    this.configMaps = new ObjectStore("ConfigMap", "configmaps", clock);
    this.namespaces = new ObjectStore("Namespace", "namespaces", clock);
    this.persistentVolumeClaims = new ObjectStore("PersistentVolumeClaim", "persistentvolumeclaims", clock);
  }

  createWorkflow(draft: Draft<WorkflowObject>): ApiResult<WorkflowObject> {
    return this.workflows.create({ ...draft, status: inWholeSeconds(draft.status) });
  }

  updateWorkflow(workflow: WorkflowObject): ApiResult<WorkflowObject> {
    const { namespace, name } = workflow.metadata;
    const stored = this.workflows.get(namespace, name)?.status.nodes;
    return this.workflows.update({ ...workflow, status: inWholeSeconds(workflow.status, stored) });
  }
}

/** An object of a manifest as it goes into a store. */
export function manifestDraft<Manifest extends ManifestObject>(manifest: Manifest): Draft<StoredManifest<Manifest>> {
  const { name, namespace = "", labels, annotations } = manifest.metadata;
  return { metadata: { name, namespace, ...(labels && { labels }), ...(annotations && { annotations }) }, manifest };
}

/**
 * The status with its times cut to whole seconds, as they are once they went through the API server.
 *
 * @param stored the nodes that are stored, whose times are whole
 */
function inWholeSeconds(status: WorkflowObject["status"], stored?: Nodes): WorkflowObject["status"] {
  const cut: [string, NodeStatus][] = [];
  const changed = stored && status.nodes.keysChangedSince(stored);
  for (const id of changed ?? status.nodes.keys()) {
    const node = status.nodes.get(id);
    if (isFraction(node?.startedAt) || isFraction(node?.finishedAt))
      cut.push([id, withWholeSeconds(node as NodeStatus)]);
  }
  const nodes = status.nodes.with({ set: cut });
  const isWhole = nodes === status.nodes && !isFraction(status.startedAt) && !isFraction(status.finishedAt);
  return isWhole ? status : { ...withWholeSeconds(status), nodes };
}

function isFraction(time: number | undefined): boolean {
  return time !== undefined && time % 1000 !== 0;
}

function withWholeSeconds<Times extends { readonly startedAt?: number; readonly finishedAt?: number }>(
  times: Times,
): Times {
  const { startedAt, finishedAt } = times;
  const started = startedAt === undefined ? times : { ...times, startedAt: wholeSeconds(startedAt) };
  return finishedAt === undefined ? started : { ...started, finishedAt: wholeSeconds(finishedAt) };
}
