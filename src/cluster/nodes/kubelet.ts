import { second } from "../../../sim/time.ts";
import type { Pod, PodSpec, PodStatus } from "../../engine/model/pod.ts";
import { SIGKILL, SIGTERM } from "../../engine/pods/cleanup-queue-item.ts";
import type { Journal } from "../../journal/journal.ts";
import type { PodData } from "../../journal/journal-event.ts";
import { identityOf, nodeOfPod } from "../../journal/object-identity.ts";
import type { ApiServer } from "../api-server/api-server.ts";
import { nodeKey, objectKey } from "../api-server/object-key.ts";
import { eventPriority } from "../event-priority.ts";
import { kubernetes, type World } from "../world.ts";
import type { Timer, WorldEvents } from "../world-events.ts";
import { type ContainerEnd, containerEnds, exitCodeOfPod, failedInitContainer, sameEnd } from "./container-ends.ts";
import type { Executor } from "./executor.ts";
import { defaultPending, defaultRun, type PodBehaviour, type PodRules, type PodSubject } from "./pod-behaviour.ts";
import {
  endedPodStatus,
  evictedPodStatus,
  initFailedPodStatus,
  killedPodStatus,
  overduePodStatus,
  runningPodStatus,
  stuckPodStatus,
} from "./pod-status.ts";
import { waitContainer } from "./wait-container.ts";
import {
  executorFailure,
  type WorkflowCreation,
  type WorkflowToCreate,
  type WorkOutcome,
  workflowToCreate,
} from "./workflow-creation.ts";

/** Exit code of a process that a signal ended, without the signal's number. */
const killedBySignal = 128;

/** How many hosts the cluster has. */
const hosts = 3;

interface PodRun {
  readonly subject: PodSubject;
  readonly behaviour: PodBehaviour;
  /** How it takes SIGTERM, once that is known. */
  onSigterm: number | "ignore" | undefined;
  /** What happens to the pod next, unless something else does. */
  next: Timer | undefined;
  /** The end that SIGTERM has brought about. */
  dying: Timer | undefined;
  /** Ends the wait for a workflow that the pod created. */
  stopWaiting: (() => void) | undefined;
  /** The end of the time that the pod may take. */
  deadline: Timer | undefined;
  isOverdue: boolean;
}

const nothingScheduled = { next: undefined, dying: undefined, stopWaiting: undefined, deadline: undefined };

type KubeletWorld = Pick<
  World,
  "inputArtifactsAreRequired" | "podTimersOutlivePods" | "activeDeadlinesAreEnforced" | "evictionKillsContainers"
>;

/** What kubelets need. */
export interface KubeletParts {
  readonly events: WorldEvents;
  readonly server: ApiServer;
  readonly rules: PodRules;
  readonly executor: Executor;
  /** Absent where pods create nothing. */
  readonly creation?: WorkflowCreation | undefined;
  readonly journal: Journal;
  readonly world?: KubeletWorld;
}

/** The kubelets of all nodes: they take each pod through its life as its behaviour says. */
export class Kubelet {
  readonly #events: WorldEvents;
  readonly #server: ApiServer;
  readonly #rules: PodRules;
  readonly #executor: Executor;
  readonly #creation: WorkflowCreation | undefined;
  readonly #journal: Journal;
  readonly #world: KubeletWorld;
  readonly #runs = new Map<string, PodRun>();
  /** How many pods have been started. */
  #started = 0;

  constructor({ events, server, rules, executor, creation, journal, world = kubernetes }: KubeletParts) {
    this.#creation = creation;
    this.#events = events;
    this.#server = server;
    this.#rules = rules;
    this.#executor = executor;
    this.#journal = journal;
    this.#world = world;
    server.pods.watch((event) => {
      // The agent's pod does nothing of its own: its work is that of the task set.
      if (event.object.spec.component === "agent") return;
      if (event.type === "added") this.#admit(event.object);
      else if (event.type === "deleted" && world.podTimersOutlivePods) this.#runs.delete(keyOf(event.object));
      else if (event.type === "deleted") this.#forget(event.object);
    });
  }

  /** Sends a signal to containers of a running pod. The executor's container alone cannot be signalled. */
  signal(pod: Pod, containers: readonly string[], signal: number): void {
    const run = this.#runs.get(keyOf(pod));
    if (run === undefined || pod.status.phase !== "Running") return;
    if (containers.every((name) => name === waitContainer)) return;
    if (signal === SIGKILL) this.#end(pod, run, killed(pod, SIGKILL));
    else if (signal === SIGTERM) this.#terminate(pod, run);
  }

  /** Evicts a pod from its node: it fails, and its executor does not get to report. */
  evict(pod: Pod): void {
    const { cause } = this.#journal;
    this.#forget(pod);
    this.#tell(pod, { what: "evicted" });
    const { evictionKillsContainers } = this.#world;
    const status = evictionKillsContainers ? killedPodStatus(pod.status, this.#events.now) : pod.status;
    this.#setStatus(pod, evictedPodStatus(status));
    this.#journal.resume(cause);
  }

  #admit(pod: Pod): void {
    const { nodeName, displayName, workflowName, spec } = pod;
    const subject: PodSubject = {
      kind: "pod",
      namespace: pod.metadata.namespace,
      workflowName,
      nodeName,
      displayName,
      templateName: spec.template.name,
      containers: containersOf(spec),
    };
    const behaviour = this.#rules.behaviourOf(subject);
    const run: PodRun = { subject, behaviour, onSigterm: behaviour.onSigterm, ...nothingScheduled, isOverdue: false };
    this.#runs.set(keyOf(pod), run);
    const pending = behaviour.pending ?? this.#rules.defaults?.pending ?? defaultPending;
    run.next = this.#after(pending, `start ${nodeKey(pod)}`, pod, (current) => this.#start(current, run));
  }

  #start(pod: Pod, run: PodRun): void {
    const { behaviour } = run;
    if (behaviour.stuck !== undefined) {
      this.#tell(pod, { what: "stuck", reason: behaviour.stuck });
      this.#setStatus(pod, stuckPodStatus(pod.spec, behaviour.stuck, behaviour.message));
      // No kubelet knows of a pod that has no node.
      if (behaviour.stuck !== "Unschedulable") this.#limit(pod, run);
      return;
    }
    const host = this.#nextHost();
    const failed = failedInitContainer(pod.spec, behaviour, this.#world);
    if (failed !== undefined) {
      this.#forget(pod);
      this.#tell(pod, { what: "ended", phase: "Failed", exitCode: failed.end.exitCode });
      this.#setStatus(pod, initFailedPodStatus(pod.spec, host, failed, this.#events.now));
      return;
    }
    this.#tell(pod, { what: "running" });
    this.#executor.begin(pod, behaviour);
    this.#setStatus(pod, runningPodStatus(pod.spec, host, this.#events.now));
    this.#limit(pod, run);
    const { exitCode = 0 } = behaviour;
    const workflow = exitCode === 0 && this.#creation !== undefined ? workflowToCreate(pod) : undefined;
    if (workflow !== undefined && this.#creation !== undefined) {
      this.#createWorkflow(this.#creation, pod, run, workflow);
      return;
    }
    this.#endAfterRun(pod, run);
  }

  /** Pods are spread over the hosts in turn, in the order in which they start. */
  #nextHost(): string {
    this.#started++;
    return `node-${((this.#started - 1) % hosts) + 1}`;
  }

  #endAfterRun(pod: Pod, run: PodRun): void {
    const { run: given = this.#rules.defaults?.run } = run.behaviour;
    const duration = given ?? (pod.spec.template.daemon === true ? undefined : defaultRun);
    if (duration === undefined) return;
    run.next = this.#after(duration, `end ${nodeKey(pod)}`, pod, (current) => this.#endByItself(current, run));
  }

  #endByItself(pod: Pod, run: PodRun): void {
    const { behaviour } = run;
    if (behaviour.end === "evicted") this.evict(pod);
    else if (behaviour.end === "deleted") this.#server.pods.delete(pod.metadata.namespace, pod.metadata.name);
    else this.#end(pod, run, containerEnds(pod.spec, behaviour));
  }

  /** The pod ends when the workflow that it creates is as its template wants it. */
  #createWorkflow(creation: WorkflowCreation, pod: Pod, run: PodRun, workflow: WorkflowToCreate): void {
    const endWith = (outcome: WorkOutcome) => {
      const current = this.#server.pods.get(pod.metadata.namespace, pod.metadata.name);
      if (current === undefined) return;
      const { behaviour } = run;
      this.#end(current, run, outcome.ok ? containerEnds(current.spec, behaviour) : failure(current, outcome.message));
    };
    const work = creation.begin(pod, workflow, endWith);
    if ("later" in work) run.stopWaiting = work.stop;
    else if (work.ok) this.#endAfterRun(pod, run);
    else endWith(work);
  }

  /** Ends the pod once its `activeDeadlineSeconds` are over, which count from when a kubelet has taken it up. */
  #limit(pod: Pod, run: PodRun): void {
    const { activeDeadlineSeconds: limit } = pod.spec;
    if (!this.#world.activeDeadlinesAreEnforced || limit === undefined) return;
    const end = (current: Pod) => this.#endOverdue(current, run);
    run.deadline = this.#after(limit * second, `deadline of ${nodeKey(pod)}`, pod, end);
  }

  #endOverdue(pod: Pod, run: PodRun): void {
    run.isOverdue = true;
    this.#tell(pod, { what: "deadlineExceeded" });
    if (pod.status.phase === "Pending") {
      this.#forget(pod);
      this.#setStatus(pod, overduePodStatus(pod.status));
      return;
    }
    const grace = pod.spec.terminationGracePeriodSeconds * second;
    this.#terminate(pod, run);
    this.#after(grace, `kill ${nodeKey(pod)}`, pod, (current) => {
      if (this.#runs.get(keyOf(current)) === run) this.#end(current, run, killed(current, SIGKILL));
    });
  }

  #terminate(pod: Pod, run: PodRun): void {
    run.onSigterm ??= this.#rules.onSigterm?.(run.subject) ?? 0;
    const { onSigterm } = run;
    if (onSigterm === "ignore") {
      this.#tell(pod, { what: "signalIgnored" });
      return;
    }
    if (onSigterm === 0) {
      this.#end(pod, run, killed(pod, SIGTERM));
      return;
    }
    // Containers that are on their way out take no notice of another SIGTERM, and do not end by themselves.
    if (run.dying !== undefined) return;
    run.next?.cancel();
    run.stopWaiting?.();
    run.dying = this.#after(onSigterm, `terminate ${nodeKey(pod)}`, pod, (now) =>
      this.#end(now, run, killed(now, SIGTERM)),
    );
  }

  #end(pod: Pod, run: PodRun, ends: ReadonlyMap<string, ContainerEnd>): void {
    this.#stop(run);
    if (this.#runs.get(keyOf(pod)) === run) this.#runs.delete(keyOf(pod));
    const exitCode = exitCodeOfPod(ends);
    const ended = endedPodStatus(pod.status, ends, this.#events.now);
    const status = run.isOverdue ? overduePodStatus(ended) : ended;
    this.#tell(pod, { what: "ended", phase: status.phase === "Succeeded" ? "Succeeded" : "Failed", exitCode });
    this.#executor.end(pod, run.behaviour, exitCode);
    this.#setStatus(pod, status);
  }

  #after(delay: number, label: string, pod: Pod, act: (pod: Pod) => void): Timer {
    const { namespace, name } = pod.metadata;
    const actOnCurrent = () => {
      const current = this.#server.pods.get(namespace, name);
      if (current !== undefined) act(current);
    };
    return this.#events.schedule(this.#events.now + delay, eventPriority.cluster, actOnCurrent, label);
  }

  #forget(pod: Pod): void {
    const run = this.#runs.get(keyOf(pod));
    if (run === undefined) return;
    this.#stop(run);
    this.#runs.delete(keyOf(pod));
  }

  #stop({ next, dying, stopWaiting, deadline }: PodRun): void {
    stopWaiting?.();
    deadline?.cancel();
    next?.cancel();
    dying?.cancel();
  }

  #tell(pod: Pod, data: PodData): void {
    this.#journal.record("pod", identityOf("Pod", pod.metadata), data, nodeOfPod(pod));
  }

  #setStatus(pod: Pod, status: PodStatus): void {
    const { namespace, name } = pod.metadata;
    this.#server.pods.modify(namespace, name, (current) => ({ ...current, status }));
  }
}

function keyOf({ metadata }: Pod): string {
  return objectKey(metadata.namespace, metadata.name);
}

/** The executor gives up, and says why. */
function failure({ spec }: Pod, message: string): ReadonlyMap<string, ContainerEnd> {
  return sameEnd(spec, { exitCode: executorFailure, reason: "Error", message });
}

function killed({ spec }: Pod, signal: number): ReadonlyMap<string, ContainerEnd> {
  return sameEnd(spec, { exitCode: killedBySignal + signal, reason: "Error" });
}

function containersOf({ initContainers, mainContainers, sidecars, hasWaitContainer }: PodSpec): readonly string[] {
  return [...initContainers, ...mainContainers, ...sidecars, ...(hasWaitContainer ? [waitContainer] : [])];
}
