import { EventError, EventLoop } from "../../sim/loop.ts";
import { RandomStreams } from "../../sim/random.ts";
import { hour } from "../../sim/time.ts";
import { Timeline } from "../../sim/timeline.ts";
import type { ControllerConfiguration, ControllerPorts, Release } from "../engine/model/ports.ts";
import type { WorkflowObject } from "../engine/model/workflow-object.ts";
import { WorkflowController } from "../engine/workflow/workflow-controller.ts";
import { SizeLimitExceeded } from "../expression/size-limit.ts";
import type { LoadedObject } from "../manifest/load-manifests.ts";
import { ApiServer } from "./api-server/api-server.ts";
import { Faults, type RequestFault } from "./api-server/faults.ts";
import { collectGarbage } from "./api-server/garbage-collector.ts";
import { objectKey } from "./api-server/object-key.ts";
import type { ClusterChoices } from "./choice-kinds.ts";
import { ControllerApi } from "./controller/controller-api.ts";
import { ControllerDeployment } from "./controller/controller-deployment.ts";
import type { Controller } from "./controller/controller-process.ts";
import { chooseOrder } from "./controller/visiting-order.ts";
import { eventPriority } from "./event-priority.ts";
import { type GivenObject, GivenObjects } from "./given-objects.ts";
import { Agent } from "./nodes/agent.ts";
import { ChosenPods } from "./nodes/chosen-pods.ts";
import { Executor } from "./nodes/executor.ts";
import { Kubelet } from "./nodes/kubelet.ts";
import type { PodRules } from "./nodes/pod-behaviour.ts";
import { WorkflowCreation } from "./nodes/workflow-creation.ts";
import { ChosenActions } from "./people/chosen-actions.ts";
import { type OnRefusal, People } from "./people/people.ts";
import { createObject } from "./people/submission.ts";
import type { UserAction } from "./people/user-action.ts";
import { QuietPoll } from "./quiet-poll.ts";
import { agentObject, type ClusterEvent, type Emit } from "./trace.ts";
import { kubernetes, type World } from "./world.ts";
import { WorldEvents } from "./world-events.ts";

const noDurations: readonly number[] = [];

/** A run that reconciles more often than this is going round in circles, and is cut off. */
export const defaultReconcileLimit = 300;

export const defaultTimeLimit = 2 * hour;

/** Wall clock at virtual time 0: one second into the year 2000 in UTC, the day on which recordings begin. */
export const defaultEpoch = Date.UTC(2000, 0, 1, 0, 0, 1);

export interface SimulationOptions {
  readonly release: Release;
  readonly configuration: ControllerConfiguration;
  readonly podRules: PodRules;
  readonly faults?: readonly RequestFault[];
  readonly choices: ClusterChoices;
  /** Durations that mean something in the manifests, in milliseconds: pods and people may keep to them by choice. */
  readonly specialDurations?: () => readonly number[];
  readonly seed: string | number;
  /** Wall-clock time at virtual time 0, in milliseconds since 1970. */
  readonly epoch?: number;
  /** How long each change of a workflow takes to reach the controller, in milliseconds. */
  readonly workflowInformerLag?: number;
  /** The world around the controller; Kubernetes by default. */
  readonly world?: World;
  /** Virtual milliseconds. */
  readonly timeLimit?: number;
  readonly reconcileLimit?: number;
  /** Makes the engine; other than upstream's in tests of the cluster alone. */
  readonly createController?: (ports: ControllerPorts) => Controller;
}

/** How a simulation ended. `endedAt` is virtual milliseconds. */
export type SimulationResult =
  /** Every workflow has ended, and nothing more was going to happen. */
  | { readonly reason: "quiet"; readonly endedAt: number }
  | { readonly reason: "timeLimit"; readonly endedAt: number }
  | { readonly reason: "reconcileLimit"; readonly endedAt: number }
  /** A workflow grew beyond what can be played; `message` says how. */
  | { readonly reason: "sizeLimit"; readonly endedAt: number; readonly message: string }
  /** The controller ended its own process; `message` is the last that it logged. */
  | { readonly reason: "crash"; readonly endedAt: number; readonly message: string };

/** Told of every change of a stored workflow. Neither is there for a workflow before its creation or after its end. */
export type StatusListener = (
  before: WorkflowObject | undefined,
  after: WorkflowObject | undefined,
  time: number,
) => void;

/** A cluster with a workflow-controller, in virtual time. */
export class Simulation {
  readonly server: ApiServer;
  readonly #options: SimulationOptions;
  readonly #loop = new EventLoop();
  readonly #events: WorldEvents;
  readonly #timeline = new Timeline<ClusterEvent>();
  readonly #deployment: ControllerDeployment;
  readonly #people: People;
  readonly #faults: Faults;
  readonly #listeners: StatusListener[] = [];
  readonly #given: GivenObjects;
  #hasWorkflow = false;
  #hasCronWorkflow = false;
  /** How many things the run must not end before. */
  #awaited = 0;
  #reconciles = 0;
  #end: SimulationResult | undefined;

  constructor(options: SimulationOptions) {
    this.#options = options;
    const { choices, release, configuration, podRules, epoch = defaultEpoch, world = kubernetes } = options;
    const loop = this.#loop;
    const streams = new RandomStreams(options.seed);
    const emit: Emit = (kind, object, data) =>
      this.#timeline.append({ t: loop.now, kind, object, data } as ClusterEvent);
    const server = new ApiServer(() => loop.now);
    this.server = server;
    this.#watch(emit);
    this.#given = new GivenObjects(server, () => loop.now);
    collectGarbage(server, world);
    const events = new WorldEvents(loop, choices);
    const { specialDurations = () => noDurations } = options;
    const rules = ChosenPods.areAsked(choices) ? new ChosenPods(podRules, choices, specialDurations()) : podRules;
    this.#events = events;
    const podNames = streams.fractions("names of what pods create");
    const kubelet = new Kubelet({
      events,
      server,
      rules,
      executor: new Executor(events, server, world),
      emit,
      world,
      creation: world.podsCreateWorkflows ? new WorkflowCreation(events, server, podNames) : undefined,
    });
    new Agent(events, server, rules, emit);
    this.#faults = new Faults(options.faults ?? [], choices);
    this.#deployment = new ControllerDeployment({
      loop,
      choices,
      streams,
      server,
      configuration,
      release,
      emit,
      epoch,
      api: new ControllerApi({ server, kubelet, faults: this.#faults, world, now: () => loop.now, emit }),
      workflowInformerLag: options.workflowInformerLag,
      world,
      createController: options.createController ?? ((ports) => new WorkflowController(ports)),
      onReconcile: () => this.#countReconcile(),
      onCrash: (message) => this.#stop({ reason: "crash", endedAt: loop.now, message }),
    });
    this.#people = new People({
      events,
      server,
      kubelet,
      emit,
      epoch,
      deployment: this.#deployment,
      context: {
        now: () => loop.now,
        order: (order, of, items) => chooseOrder(choices, order, of, items),
        random: streams.fractions("names that people's commands make"),
        release,
        usesArgoServer: world.peopleUseArgoServer,
      },
    });
    if (ChosenActions.areAsked(choices)) this.#letPeopleChoose(choices, specialDurations());
  }

  /** Everything that happened, in order. */
  get timeline(): readonly ClusterEvent[] {
    return this.#timeline.events;
  }

  /** What the controller has created for others to work with, in order. */
  get given(): readonly GivenObject[] {
    return this.#given.objects;
  }

  /** Indexes of the faults that no request of the controller met. */
  get unmetFaults(): readonly number[] {
    return this.#faults.unmet();
  }

  /** Virtual now, in milliseconds. */
  get now(): number {
    return this.#loop.now;
  }

  onStatus(listener: StatusListener): void {
    this.#listeners.push(listener);
  }

  /**
   * Has an object of a manifest created at a time in virtual milliseconds.
   *
   * @param onRefusal told what the user sees if the API server refuses it
   */
  submit(object: LoadedObject, at = 0, onRefusal: OnRefusal = () => {}): void {
    if (object.kind === "Workflow") this.#hasWorkflow = true;
    else if (object.kind === "CronWorkflow") this.#hasCronWorkflow = true;
    const create = () => {
      const created = createObject(this.server, object);
      if (!created.ok) onRefusal(created.error.message);
    };
    this.#scheduleAwaited(at, create, `submit ${objectKey(object.namespace, object.name)}`);
  }

  /**
   * Has people do something at a time in virtual milliseconds.
   *
   * @param options.isAwaited whether the run goes on until then, even if it is quiet before
   * @param options.onRefusal told what the user sees if it is refused
   */
  schedule(
    action: UserAction,
    at: number,
    { isAwaited = true, onRefusal }: { readonly isAwaited?: boolean; readonly onRefusal?: OnRefusal } = {},
  ): void {
    const perform = () => this.#people.perform(action, onRefusal);
    const label = `${action.do} ${objectKey(action.namespace, action.workflow)}`;
    if (isAwaited) this.#scheduleAwaited(at, perform, label);
    else this.#events.schedule(at, eventPriority.people, perform, label);
  }

  /** Has the run go on until a time in virtual milliseconds, even if it is quiet before. */
  goOnUntil(time: number): void {
    this.#scheduleAwaited(time, () => {}, "until");
  }

  /** Plays until everything is over. To be called once. */
  run(): SimulationResult {
    const { timeLimit = defaultTimeLimit } = this.#options;
    const poll = new QuietPoll(
      this.#loop,
      () => this.#isQuiet(),
      () => this.#stop({ reason: "quiet", endedAt: this.#loop.now }),
    );
    if (!this.#playsCronWorkflowsAlone) poll.start();
    this.#deployment.begin();
    try {
      const { now } = this.#loop.run({ timeLimit });
      return this.#end ?? { reason: "timeLimit", endedAt: now };
    } catch (error) {
      const message = exhaustionOf(error);
      if (message === undefined) throw error;
      return { reason: "sizeLimit", endedAt: this.#loop.now, message };
    }
  }

  #letPeopleChoose(choices: ClusterChoices, special: readonly number[]): void {
    const schedule = (action: UserAction, at: number) => this.schedule(action, at);
    const chosen = new ChosenActions({ choices, special, schedule });
    this.onStatus((before, after, now) => chosen.observe(before, after, now));
  }

  #scheduleAwaited(at: number, act: () => void, label: string): void {
    this.#awaited++;
    const actAndCount = () => {
      this.#awaited--;
      act();
    };
    this.#events.schedule(at, eventPriority.people, actAndCount, label);
  }

  #watch(emit: Emit): void {
    this.server.workflows.watch((event) => {
      const { object, type } = event;
      const { name } = object.metadata;
      if (type === "deleted") {
        emit("workflow", name, "Deleted");
        this.#tell(object, undefined);
        return;
      }
      const before = type === "added" ? undefined : event.before;
      emit("status", name, { before, after: object });
      this.#tell(before, object);
    });
    this.server.cronWorkflows.watch(({ type, object }) => {
      if (type === "deleted") emit("cronWorkflow", object.metadata.name, "Deleted");
      else emit("cronStatus", object.metadata.name, object);
    });
    this.server.pods.watch(({ type, object }) => {
      const title = object.spec.component === "agent" ? agentObject : object.nodeName;
      if (type === "added") emit("pod", title, `Created ${object.metadata.name}`);
      else if (type === "deleted") emit("pod", title, "Deleted");
    });
  }

  #tell(before: WorkflowObject | undefined, after: WorkflowObject | undefined): void {
    for (const listener of this.#listeners) listener(before, after, this.#loop.now);
  }

  #isQuiet(): boolean {
    if (this.#awaited > 0) return false;
    for (const { metadata } of this.server.workflows.list()) {
      if (metadata.labels?.["workflows.argoproj.io/completed"] !== "true") return false;
    }
    return true;
  }

  /** Workflows that people submit come to an end; CronWorkflows alone go on until the time limit. */
  get #playsCronWorkflowsAlone(): boolean {
    return this.#hasCronWorkflow && !this.#hasWorkflow;
  }

  #countReconcile(): void {
    const { reconcileLimit = defaultReconcileLimit } = this.#options;
    this.#reconciles++;
    if (this.#reconciles === reconcileLimit) this.#stop({ reason: "reconcileLimit", endedAt: this.#loop.now });
  }

  #stop(end: SimulationResult): void {
    this.#end ??= end;
    this.#loop.stop();
  }
}

/** What a run had too much of, or undefined for an error of another kind. */
function exhaustionOf(error: unknown): string | undefined {
  const cause = error instanceof EventError ? error.cause : error;
  if (cause instanceof SizeLimitExceeded) return cause.message;
  if (!(cause instanceof RangeError)) return undefined;
  // JavaScript's own limit, for what a single function makes of a text that is just short enough.
  return /^Invalid (?:string|array) length/.test(cause.message)
    ? "an expression makes too long a text or list"
    : undefined;
}
