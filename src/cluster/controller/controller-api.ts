import type { CronWorkflowObject } from "../../engine/model/cron-workflow-object.ts";
import { ControllerCrash } from "../../engine/model/errors/controller-crash.ts";
import type { ArtifactGCTask, Pod, PodToCreate, TaskSet } from "../../engine/model/pod.ts";
import type { ApiResult, ClaimToCreate, KubernetesApi } from "../../engine/model/ports.ts";
import type { WorkflowObject } from "../../engine/model/workflow-object.ts";
import type { Journal } from "../../journal/journal.ts";
import { named, nodeOfPod, type ObjectIdentity } from "../../journal/object-identity.ts";
import { isSameJson } from "../../manifest/same-json.ts";
import type { ConfigMap, Template } from "../../manifest/types.ts";
import { notFound } from "../api-server/api-errors.ts";
import { type ApiServer, manifestDraft } from "../api-server/api-server.ts";
import type { Faults } from "../api-server/faults.ts";
import type { StoredObject } from "../api-server/object-store.ts";
import type { Kubelet } from "../nodes/kubelet.ts";
import { agentPodStatus, newPodStatus } from "../nodes/pod-status.ts";
import type { World } from "../world.ts";

/** Ends the controller's process in the middle of its work. Unlike its own crash, it is started again. */
export class ControllerKilled extends ControllerCrash {}

export interface ControllerApiParts {
  readonly server: ApiServer;
  readonly kubelet: Kubelet;
  readonly faults: Faults;
  readonly world: World;
  readonly journal: Journal;
}

/** The API server as the controller reaches it: every request may meet a fault on its way. */
export class ControllerApi implements KubernetesApi {
  readonly #server: ApiServer;
  readonly #kubelet: Kubelet;
  readonly #parts: ControllerApiParts;

  constructor(parts: ControllerApiParts) {
    this.#server = parts.server;
    this.#kubelet = parts.kubelet;
    this.#parts = parts;
  }

  createPod({ name, namespace, labels, annotations, ...pod }: PodToCreate): ApiResult<Pod> {
    const { pods } = this.#server;
    const metadata = { name, namespace, labels, annotations };
    const isAgent = pod.spec.component === "agent";
    const status = isAgent ? agentPodStatus : newPodStatus(this.#parts.world.newPodPhase);
    const title = isAgent ? agentTitle : pod.nodeName;
    const create = () => this.#answer(pods.create({ metadata, status, ...pod }));
    return this.#request("create", pods, namespace, name, title, create, pod);
  }

  getPod(namespace: string, name: string): ApiResult<Pod> {
    const { pods } = this.#server;
    return this.#request("get", pods, namespace, name, name, () => pods.read(namespace, name));
  }

  deletePod(namespace: string, name: string, preconditionUid?: string): ApiResult<void> {
    const { pods } = this.#server;
    return this.#request("delete", pods, namespace, name, name, () => pods.delete(namespace, name, preconditionUid));
  }

  labelPod(namespace: string, name: string, labels: Readonly<Record<string, string>>): ApiResult<Pod> {
    const { pods } = this.#server;
    return this.#request("patch", pods, namespace, name, name, () =>
      pods.patch(namespace, name, (pod) => withLabels(pod, labels)),
    );
  }

  signalContainers(namespace: string, podName: string, containers: readonly string[], signal: number): ApiResult<void> {
    return this.#request("exec", this.#server.pods, namespace, podName, podName, () => {
      const found = this.#server.pods.read(namespace, podName);
      if (!found.ok) return found;
      this.#kubelet.signal(found.value, containers, signal);
      return done;
    });
  }

  getWorkflow(namespace: string, name: string): ApiResult<WorkflowObject> {
    const { workflows } = this.#server;
    return this.#request("get", workflows, namespace, name, name, () => workflows.read(namespace, name));
  }

  updateWorkflow(workflow: WorkflowObject): ApiResult<WorkflowObject> {
    const { namespace, name } = workflow.metadata;
    return this.#request("update", this.#server.workflows, namespace, name, name, () =>
      this.#server.updateWorkflow(asWritten(workflow)),
    );
  }

  createWorkflow(workflow: Parameters<KubernetesApi["createWorkflow"]>[0]): ApiResult<WorkflowObject> {
    const { namespace, name } = workflow.metadata;
    return this.#request("create", this.#server.workflows, namespace, name, name, () =>
      this.#server.createWorkflow(workflow),
    );
  }

  labelWorkflow(namespace: string, name: string, labels: Readonly<Record<string, string>>): ApiResult<WorkflowObject> {
    const { workflows } = this.#server;
    return this.#request("patch", workflows, namespace, name, name, () =>
      workflows.patch(namespace, name, (workflow) => withLabels(workflow, labels)),
    );
  }

  deleteWorkflow(namespace: string, name: string): ApiResult<void> {
    const { workflows } = this.#server;
    return this.#request("delete", workflows, namespace, name, name, () => workflows.delete(namespace, name));
  }

  deleteTaskResults(namespace: string, workflowName: string): ApiResult<void> {
    const { taskResults } = this.#server;
    return this.#request("delete", taskResults, namespace, workflowName, workflowName, () => {
      if (!this.#parts.world.deletesCollections) return done;
      for (const taskResult of [...taskResults.list()]) {
        const { metadata } = taskResult;
        if (metadata.namespace !== namespace || taskResult.workflowName !== workflowName) continue;
        taskResults.delete(namespace, metadata.name);
      }
      return done;
    });
  }

  applyTaskSetTasks(
    namespace: string,
    workflowName: string,
    tasks: Readonly<Record<string, Template>>,
    isFulfilled: boolean,
  ): ApiResult<TaskSet> {
    const { taskSets } = this.#server;
    return this.#request("apply", taskSets, namespace, workflowName, workflowName, () => {
      const created = taskSets.create({ metadata: { name: workflowName, namespace }, tasks, results: {} });
      if (created.ok) return created;
      const labels = completedLabel(isFulfilled);
      return taskSets.modify(namespace, workflowName, (taskSet) => withLabels(withTasks(taskSet, tasks), labels));
    });
  }

  removeTaskSetTasks(
    namespace: string,
    workflowName: string,
    nodeIDs: readonly string[],
    isFulfilled: boolean,
  ): ApiResult<void> {
    const { taskSets } = this.#server;
    const labels = isFulfilled ? completedLabel(true) : {};
    return this.#request("patch", taskSets, namespace, workflowName, workflowName, () => {
      const patched = taskSets.modify(namespace, workflowName, (taskSet) =>
        withLabels(withoutTasks(taskSet, nodeIDs), labels),
      );
      return patched.ok ? done : patched;
    });
  }

  patchCronWorkflow(
    namespace: string,
    name: string,
    change: (stored: CronWorkflowObject) => CronWorkflowObject,
  ): ApiResult<CronWorkflowObject> {
    const { cronWorkflows } = this.#server;
    return this.#request("patch", cronWorkflows, namespace, name, name, () =>
      cronWorkflows.patch(namespace, name, change),
    );
  }

  getServiceAccount(namespace: string, name: string): ApiResult<{ readonly tokenSecret: string }> {
    const { onlyDefaultServiceAccount } = this.#parts.world;
    return this.#request("get", serviceAccounts, namespace, name, name, () => {
      if (onlyDefaultServiceAccount && name !== "default") {
        return { ok: false, error: notFound("serviceaccounts", name) };
      }
      return { ok: true, value: { tokenSecret: onlyDefaultServiceAccount ? "" : `${name}.service-account-token` } };
    });
  }

  createArtifactGCTask(task: Parameters<KubernetesApi["createArtifactGCTask"]>[0]): ApiResult<ArtifactGCTask> {
    const { artifactGCTasks } = this.#server;
    const { namespace, name } = task.metadata;
    return this.#request("create", artifactGCTasks, namespace, name, name, () => artifactGCTasks.create(task));
  }

  listArtifactGCTasks(namespace: string, podName: string): ApiResult<readonly ArtifactGCTask[]> {
    const { artifactGCTasks } = this.#server;
    return this.#request("list", artifactGCTasks, namespace, podName, podName, () => {
      const value = [...artifactGCTasks.list()].filter(
        (task) => task.metadata.namespace === namespace && task.podName === podName,
      );
      return { ok: true, value };
    });
  }

  deleteArtifactGCTask(namespace: string, name: string): ApiResult<void> {
    const { artifactGCTasks } = this.#server;
    return this.#request("delete", artifactGCTasks, namespace, name, name, () =>
      artifactGCTasks.delete(namespace, name),
    );
  }

  getConfigMap(namespace: string, name: string): ApiResult<ConfigMap> {
    const { configMaps } = this.#server;
    return this.#request("get", configMaps, namespace, name, name, () => {
      const found = configMaps.read(namespace, name);
      return found.ok ? { ok: true, value: found.value.manifest } : found;
    });
  }

  createConfigMap(configMap: ConfigMap): ApiResult<ConfigMap> {
    const { configMaps } = this.#server;
    const { namespace = "", name } = configMap.metadata;
    return this.#request("create", configMaps, namespace, name, name, () => {
      const created = configMaps.create(manifestDraft(configMap));
      return created.ok ? { ok: true, value: configMap } : created;
    });
  }

  updateConfigMap(configMap: ConfigMap): ApiResult<ConfigMap> {
    const { configMaps } = this.#server;
    const { name, namespace = "" } = configMap.metadata;
    return this.#request("update", configMaps, namespace, name, name, () => {
      const updated = configMaps.modify(namespace, name, (stored) => ({ ...stored, manifest: configMap }));
      return updated.ok ? { ok: true, value: configMap } : updated;
    });
  }

  createPersistentVolumeClaim({ namespace, name, owner, template }: ClaimToCreate): ApiResult<void> {
    const { persistentVolumeClaims: claims } = this.#server;
    return this.#request("create", claims, namespace, name, name, () => {
      const created = claims.create({ metadata: { name, namespace }, owner, template });
      return created.ok ? done : created;
    });
  }

  getPersistentVolumeClaim(namespace: string, name: string): ApiResult<{ readonly owner: string }> {
    const { persistentVolumeClaims: claims } = this.#server;
    return this.#request("get", claims, namespace, name, name, () => claims.read(namespace, name));
  }

  /** A protected claim goes once its protection does. */
  deletePersistentVolumeClaim(namespace: string, name: string): ApiResult<void> {
    const { persistentVolumeClaims: claims } = this.#server;
    return this.#request("delete", claims, namespace, name, name, () => {
      if (!this.#parts.world.claimsAreProtected) return claims.delete(namespace, name);
      const found = claims.read(namespace, name);
      return found.ok ? done : found;
    });
  }

  unprotectPersistentVolumeClaim(namespace: string, name: string): ApiResult<void> {
    const { persistentVolumeClaims: claims } = this.#server;
    return this.#request("update", claims, namespace, name, name, () => claims.delete(namespace, name));
  }

  #answer<T>(answer: ApiResult<T>): ApiResult<T> {
    if (answer.ok || this.#parts.world.errorsComeWithObject) return answer;
    return { ok: false, error: { ...answer.error, withoutObject: true } };
  }

  #request<T>(
    verb: string,
    { kind, resource }: { readonly kind: ObjectIdentity["kind"]; readonly resource: string },
    namespace: string,
    name: string,
    title: string,
    serve: () => ApiResult<T>,
    pod?: Omit<PodToCreate, "name" | "namespace" | "labels" | "annotations">,
  ): ApiResult<T> {
    const { faults, journal } = this.#parts;
    const { cause } = journal;
    const displayName = pod?.displayName ?? title;
    const fate = faults.fateOf({ verb, resource, namespace, name, title, displayName }, journal.now);
    if (fate.kind !== "served" || journal.wants("request")) {
      const about = pod ?? (kind === "Pod" ? this.#server.pods.get(namespace, name) : undefined);
      journal.record(
        "request",
        named(kind, namespace, name),
        { verb, resource, title, fate },
        about && nodeOfPod(about),
      );
    }
    if (fate.kind === "dies") {
      if (fate.served) journal.writeAs("controller", serve);
      throw new ControllerKilled(`the controller was killed while it wanted to ${verb} ${resource}/${name}`);
    }
    const answer: ApiResult<T> =
      fate.kind === "served" ? journal.writeAs("controller", serve) : { ok: false, error: fate.error };
    if (journal.wants("answered")) {
      const told = answer.ok ? answered : { ok: false as const, error: answer.error };
      journal.record("answered", named(kind, namespace, name), told);
    }
    journal.resume(cause);
    return answer;
  }
}

/** How faults, choices and timelines name the agent's pod, which belongs to no node. */
export const agentTitle = "agent";

const answered = { ok: true } as const;

/** Nobody changes these. */
const serviceAccounts = { kind: "ServiceAccount", resource: "serviceaccounts" } as const;

/** As JSON carries it, which leaves out an empty list of claims. */
function asWritten(workflow: WorkflowObject): WorkflowObject {
  const { persistentVolumeClaims: claims, ...status } = workflow.status;
  return claims?.length === 0 ? { ...workflow, status } : workflow;
}

const done: ApiResult<void> = { ok: true, value: undefined };

function completedLabel(isCompleted: boolean): Readonly<Record<string, string>> {
  return { "workflows.argoproj.io/completed": String(isCompleted) };
}

function withLabels<Labelled extends StoredObject>(
  object: Labelled,
  labels: Readonly<Record<string, string>>,
): Labelled {
  const before = object.metadata.labels ?? {};
  if (Object.entries(labels).every(([name, value]) => before[name] === value)) return object;
  return { ...object, metadata: { ...object.metadata, labels: { ...before, ...labels } } };
}

function withTasks(taskSet: TaskSet, tasks: TaskSet["tasks"]): TaskSet {
  const isKnown = Object.entries(tasks).every(([nodeID, template]) => isSameJson(taskSet.tasks[nodeID], template));
  return isKnown ? taskSet : { ...taskSet, tasks: { ...taskSet.tasks, ...tasks } };
}

function withoutTasks(taskSet: TaskSet, nodeIDs: readonly string[]): TaskSet {
  if (!nodeIDs.some((nodeID) => nodeID in taskSet.tasks || nodeID in taskSet.results)) return taskSet;
  const isKept = ([nodeID]: readonly [string, unknown]) => !nodeIDs.includes(nodeID);
  return {
    ...taskSet,
    tasks: Object.fromEntries(Object.entries(taskSet.tasks).filter(isKept)),
    results: Object.fromEntries(Object.entries(taskSet.results).filter(isKept)),
  };
}
