import { hasLocationOrKey } from "../../engine/arguments/artifact-location.ts";
import type { NodeOutputs } from "../../engine/model/node-status.ts";
import type { ArtifactGCResult, Pod } from "../../engine/model/pod.ts";
import type { Artifact, Parameter } from "../../manifest/types.ts";
import type { ApiServer } from "../api-server/api-server.ts";
import { nodeKey } from "../api-server/object-key.ts";
import { eventPriority } from "../event-priority.ts";
import { kubernetes, type World } from "../world.ts";
import type { WorldEvents } from "../world-events.ts";
import type { PodBehaviour } from "./pod-behaviour.ts";

/** The executor of every pod (`argoexec wait`): reports by WorkflowTaskResult what came out of the pod. */
export class Executor {
  readonly #events: WorldEvents;
  readonly #server: ApiServer;

  readonly #podsDeleteArtifacts: boolean;

  constructor(
    events: WorldEvents,
    server: ApiServer,
    { podsDeleteArtifacts }: Pick<World, "podsDeleteArtifacts"> = kubernetes,
  ) {
    this.#events = events;
    this.#server = server;
    this.#podsDeleteArtifacts = podsDeleteArtifacts;
  }

  /** The pod has started: says that a report will come. */
  begin(pod: Pod, behaviour: PodBehaviour): void {
    if (behaviour.taskResult !== "lost" && !this.#deletesArtifacts(pod)) this.#report(pod, false, undefined);
  }

  #deletesArtifacts({ spec }: Pod): boolean {
    return this.#podsDeleteArtifacts && spec.component === "artifact-gc";
  }

  /** The pod has ended: reports at once, or after the delay that its behaviour gives. */
  end(pod: Pod, behaviour: PodBehaviour, exitCode: number): void {
    if (this.#deletesArtifacts(pod)) {
      if (exitCode === 0) this.#deleteArtifacts(pod, behaviour);
      return;
    }
    if (behaviour.taskResult === "lost") return;
    const outputs = exitCode === 0 ? outputsOf(pod, behaviour) : undefined;
    const report = () => this.#report(pod, true, outputs);
    const { taskResultDelay = 0 } = behaviour;
    if (taskResultDelay === 0) report();
    else
      this.#events.schedule(
        this.#events.now + taskResultDelay,
        eventPriority.cluster,
        report,
        `report ${nodeKey(pod)}`,
      );
  }

  /** Tells which artifacts are gone (`argoexec artifact delete`). */
  #deleteArtifacts({ metadata: { namespace, name } }: Pod, { artifactErrors = {} }: PodBehaviour): void {
    const { artifactGCTasks } = this.#server;
    const resultOf = (artifact: string): ArtifactGCResult => {
      const error = Object.hasOwn(artifactErrors, artifact) ? artifactErrors[artifact] : undefined;
      return error === undefined ? {} : { error };
    };
    for (const task of [...artifactGCTasks.list()]) {
      if (task.metadata.namespace !== namespace || task.podName !== name) continue;
      const results = Object.entries(task.artifactsByNode).map(
        ([nodeID, artifacts]) => [nodeID, Object.fromEntries(artifacts.map((a) => [a, resultOf(a)]))] as const,
      );
      artifactGCTasks.patch(namespace, task.metadata.name, (current) => ({
        ...current,
        results: Object.fromEntries(results),
      }));
    }
  }

  /** Creates the task result, or patches the one that is there. */
  #report(pod: Pod, reportOutputsCompleted: boolean, outputs: NodeOutputs | undefined): void {
    const { taskResults } = this.#server;
    const { nodeID, workflowName, metadata } = pod;
    const { namespace } = metadata;
    const reported = { reportOutputsCompleted, ...(outputs !== undefined && { outputs }) };
    const patched = taskResults.modify(namespace, nodeID, (taskResult) => ({ ...taskResult, ...reported }));
    if (!patched.ok) taskResults.create({ metadata: { name: nodeID, namespace }, workflowName, nodeID, ...reported });
  }
}

/** What the template declares, with the values that the behaviour gives; absent when there is nothing to report. */
function outputsOf(pod: Pod, { outputs = {} }: PodBehaviour): NodeOutputs | undefined {
  const { template, includeScriptOutput } = pod.spec;
  const declared = template.outputs ?? {};
  const values = outputs.parameters ?? {};
  const parameters = declared.parameters?.filter(isReported).map((parameter) => withValue(parameter, values));
  const artifacts = declared.artifacts?.map((artifact) => withLocation(artifact, pod));
  const result = outputs.result ?? (includeScriptOutput ? "" : undefined);
  if (parameters === undefined && artifacts === undefined && result === undefined) return undefined;
  return {
    ...(parameters !== undefined && { parameters }),
    ...(artifacts !== undefined && { artifacts }),
    ...(result !== undefined && { result }),
  };
}

/** Supplied values are set by people. */
function isReported({ valueFrom }: Parameter): boolean {
  return valueFrom?.supplied === undefined;
}

function withValue(parameter: Parameter, values: Readonly<Record<string, string>>): Parameter {
  return { ...parameter, value: values[parameter.name] ?? parameter.valueFrom?.default ?? "" };
}

/** An artifact goes where its template says, else into the default repository under the names of workflow and pod. */
function withLocation(artifact: Artifact, { workflowName, metadata }: Pod): Artifact {
  if (hasLocationOrKey(artifact)) return artifact;
  return { ...artifact, s3: { ...artifact.s3, key: `${workflowName}/${metadata.name}/${artifact.name}.tgz` } };
}
