import { EventLoop } from "../../sim/loop.ts";
import type { ScheduledEvent } from "../../sim/queue.ts";
import { RandomStreams } from "../../sim/random.ts";
import { hour } from "../../sim/time.ts";
import type { ControllerConfiguration, ControllerPorts } from "../engine/model/ports.ts";
import type { WorkflowObject } from "../engine/model/workflow-object.ts";
import { WorkflowController } from "../engine/workflow/workflow-controller.ts";
import { Journal } from "../journal/journal.ts";
import type { DetailKind } from "../journal/journal-event.ts";
import { JournalledChoices } from "../journal/journalled-choices.ts";
import type { LoadedObject } from "../manifest/load-manifests.ts";
import type { Release } from "../releases/release.ts";
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
import { exhaustionOf } from "./exhaustion.ts";
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
import type { SimulationResult } from "./simulation-result.ts";
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
  /** The kinds of details that the journal holds; by default none. */
  readonly details?: Iterable<DetailKind>;
  /** Makes the engine; other than upstream's in tests of the cluster alone. */
  readonly createController?: (ports: ControllerPorts) => Controller;
}

/** Told of every change of a stored workflow. Neither is there for a workflow before its creation or after its end. */
export type StatusListener = (
  before: WorkflowObject | undefined,
  after: WorkflowObject | undefined,
  time: number,
) => void;

/** A cluster with a workflow-controller, in virtual time. */
export class Simulation {
  readonly server: ApiServer;
  /** Everything that happens, in order. */
  readonly journal: Journal;
  readonly #options: SimulationOptions;
  readonly #loop = new EventLoop();
  readonly #events: WorldEvents;
  readonly #deployment: ControllerDeployment;
  readonly #people: People;
  readonly #faults: Faults;
  readonly #listeners: StatusListener[] = [];
  #hasWorkflow = false;
  #hasCronWorkflow = false;
  /** How many things the run must not end before. */
  #awaited = 0;
  #reconciles = 0;
  #hasBegun = false;
  #end: SimulationResult | undefined;

  constructor(options: SimulationOptions) {
    this.#options = options;
    const { release, configuration, podRules, epoch = defaultEpoch, world = kubernetes } = options;
    const loop = this.#loop;
    const streams = new RandomStreams(options.seed);
    const journal = new Journal(loop, options.details);
    this.journal = journal;
    const choices = journal.wants("chose") ? new JournalledChoices(options.choices, journal) : options.choices;
    const server = new ApiServer(() => loop.now, journal);
    this.server = server;
    this.#watch();
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
      journal,
      world,
      creation: world.podsCreateWorkflows ? new WorkflowCreation(events, server, podNames) : undefined,
    });
    new Agent(events, server, rules, journal);
    this.#faults = new Faults(options.faults ?? [], choices);
    this.#deployment = new ControllerDeployment({
      loop,
      choices,
      streams,
      server,
      configuration,
      release,
      journal,
      epoch,
      api: new ControllerApi({ server, kubelet, faults: this.#faults, world, journal }),
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
      journal,
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
      const created = this.journal.writeAs("people", () => createObject(this.server, object));
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

  /** Has people do something now. Answers with what the user sees if it is refused at once. */
  act(action: UserAction): string | undefined {
    if (this.#end !== undefined) throw new Error("nobody can do anything any more: the run is over");
    this.begin();
    let refusal: string | undefined;
    const { cause } = this.journal;
    this.#people.perform(action, (error) => {
      refusal = error;
    });
    this.journal.resume(cause);
    return refusal;
  }

  /** What is going to happen, in order, unless something else does before. */
  pending(): readonly ScheduledEvent[] {
    this.begin();
    return this.#loop.pendingEvents();
  }

  /** How the run ended; undefined while it goes on. */
  get result(): SimulationResult | undefined {
    return this.#end;
  }

  /** Starts the controller. Whatever else is to happen from the beginning on has been scheduled before. */
  begin(): void {
    if (this.#hasBegun) return;
    this.#hasBegun = true;
    const poll = new QuietPoll(
      this.#loop,
      () => this.#isQuiet(),
      () => this.#stop({ reason: "quiet", endedAt: this.#loop.now }),
    );
    if (!this.#playsCronWorkflowsAlone) poll.start();
    this.#deployment.begin();
  }

  /** Lets the next event happen. */
  step(): void {
    this.#advance(this.#timeLimit, 1);
  }

  /** Plays until a time in virtual milliseconds, or until everything is over. */
  runUntil(time: number): void {
    if (time > this.#loop.now) this.#advance(Math.min(time, this.#timeLimit));
  }

  /** Plays until everything is over. */
  run(): SimulationResult {
    this.#advance(this.#timeLimit);
    const { now: endedAt } = this.#loop;
    this.#end ??= { reason: "timeLimit", endedAt };
    return this.#end;
  }

  /** Ends the run, after what happens right now. */
  stop(): void {
    this.#stop({ reason: "stopped", endedAt: this.#loop.now });
  }

  get #timeLimit(): number {
    return this.#options.timeLimit ?? defaultTimeLimit;
  }

  #advance(timeLimit: number, eventLimit?: number): void {
    if (this.#end !== undefined) return;
    this.begin();
    try {
      const { reason, now: endedAt } = this.#loop.run({ timeLimit, ...(eventLimit !== undefined && { eventLimit }) });
      const isOver = reason === "idle" || (reason === "timeLimit" && endedAt === this.#timeLimit);
      if (isOver) this.#end ??= { reason: "timeLimit", endedAt };
    } catch (error) {
      const message = exhaustionOf(error);
      if (message === undefined) throw error;
      this.#end = { reason: "sizeLimit", endedAt: this.#loop.now, message };
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

  #watch(): void {
    this.server.workflows.watch((event) => {
      const { object, type } = event;
      if (type === "deleted") this.#tell(object, undefined);
      else this.#tell(type === "added" ? undefined : event.before, object);
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
    if (this.#loop.isRunning) this.#loop.stop();
  }
}
