import type { NodeOutputs } from "../../engine/model/node-status.ts";
import type { TaskSet, TaskSetNodeResult } from "../../engine/model/pod.ts";
import type { Journal } from "../../journal/journal.ts";
import { identityOf, type NodeIdentity } from "../../journal/object-identity.ts";
import type { ApiServer } from "../api-server/api-server.ts";
import { eventPriority } from "../event-priority.ts";
import type { WorldEvents } from "../world-events.ts";
import { defaultPending, defaultRun, type PodBehaviour, type PodRules } from "./pod-behaviour.ts";

/** The agents of all workflows (`argoexec agent`): they answer HTTP and plugin tasks, each as its behaviour says. */
export class Agent {
  readonly #events: WorldEvents;
  readonly #server: ApiServer;
  readonly #rules: PodRules;
  readonly #journal: Journal;
  /** Tasks that were handed out, by workflow and node: each is done once, even if it is asked for again. */
  readonly #accepted = new Set<string>();

  constructor(events: WorldEvents, server: ApiServer, rules: PodRules, journal: Journal) {
    this.#events = events;
    this.#server = server;
    this.#rules = rules;
    this.#journal = journal;
    server.taskSets.watch((event) => {
      if (event.type === "deleted") return;
      const known = event.type === "added" ? {} : event.before.tasks;
      for (const nodeID of Object.keys(event.object.tasks)) if (!(nodeID in known)) this.#accept(event.object, nodeID);
    });
  }

  /** The name of the task's node is known once the controller has written the workflow, at the end of this instant. */
  #accept(taskSet: TaskSet, nodeID: string): void {
    const task = `${taskSet.metadata.uid}/${nodeID}`;
    if (this.#accepted.has(task)) return;
    this.#accepted.add(task);
    const begin = () => this.#begin(taskSet, nodeID);
    const { namespace } = taskSet.metadata;
    this.#events.schedule(this.#events.now, eventPriority.cluster, begin, `accept task ${namespace}/${nodeID}`);
  }

  #begin(taskSet: TaskSet, nodeID: string): void {
    const { namespace, name: workflowName } = taskSet.metadata;
    const node = this.#server.workflows.get(namespace, workflowName)?.status.nodes.get(nodeID);
    const { name: nodeName, displayName } = node ?? { name: nodeID, displayName: nodeID };
    const templateName = taskSet.tasks[nodeID]?.name;
    const behaviour = this.#rules.behaviourOf({
      kind: "task",
      namespace,
      workflowName,
      nodeName,
      displayName,
      templateName,
      containers: [],
    });
    const { pending = defaultPending, run = defaultRun } = behaviour;
    const answer = () => this.#answer(taskSet, { workflow: workflowName, id: nodeID, name: nodeName }, behaviour);
    this.#events.schedule(
      this.#events.now + pending + run,
      eventPriority.cluster,
      answer,
      `answer task ${namespace}/${nodeName}`,
    );
  }

  #answer({ metadata }: TaskSet, node: NodeIdentity, behaviour: PodBehaviour): void {
    const result = resultOf(behaviour);
    const { namespace, name } = metadata;
    // There is nobody to tell once the task set is gone.
    if (this.#server.taskSets.get(namespace, name) === undefined) return;
    this.#journal.record("task", identityOf("WorkflowTaskSet", metadata), { phase: result.phase }, node);
    this.#server.taskSets.modify(namespace, name, (taskSet) => ({
      ...taskSet,
      results: { ...taskSet.results, [node.id]: result },
    }));
  }
}

function resultOf({ exitCode = 0, message, outputs }: PodBehaviour): TaskSetNodeResult {
  const phase = exitCode === 0 ? "Succeeded" : "Failed";
  return {
    phase,
    ...(message !== undefined && exitCode !== 0 && { message }),
    ...(outputs !== undefined && exitCode === 0 && { outputs: taskOutputs(outputs) }),
  };
}

function taskOutputs({ result, parameters }: NonNullable<PodBehaviour["outputs"]>): NodeOutputs {
  const named = parameters && Object.entries(parameters).map(([name, value]) => ({ name, value }));
  return { ...(result !== undefined && { result }), ...(named !== undefined && { parameters: named }) };
}
