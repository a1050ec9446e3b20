import { type Choices, ObedientChoices } from "../../sim/choice/choice.ts";
import type { ScriptedChoices } from "../../sim/choice/scripted-choices.ts";
import type { ApplicableObject } from "../cluster/people/submission.ts";
import { defaultEpoch, Simulation } from "../cluster/simulation.ts";
import type { World } from "../cluster/world.ts";
import type { Pod } from "../engine/model/pod.ts";
import type { ControllerConfiguration } from "../engine/model/ports.ts";
import type { WorkflowObject } from "../engine/model/workflow-object.ts";
import type { Journal } from "../journal/journal.ts";
import { type DetailKind, detailKinds } from "../journal/journal-event.ts";
import { defaultNamespace, type LoadedObject } from "../manifest/load-manifests.ts";
import { releaseOf } from "../releases/index.ts";
import type { Release } from "../releases/release.ts";
import type { LoadedScenario } from "../scenario/load-scenario.ts";
import type { ControllerSettings } from "../scenario/schema.ts";
import { type RefusedSubmission, submissions, type TimedObject } from "../scenario/submissions.ts";
import { type RunEnd, runEnd } from "../timeline/run-end.ts";
import { defaultLimit } from "./default-limit.ts";
import { manifestDurations } from "./manifest-durations.ts";
import { scenarioChoices } from "./scenario-choices.ts";
import { ScriptedActions } from "./scripted-actions.ts";
import { requestFault } from "./scripted-faults.ts";
import { ScriptedPods } from "./scripted-pods.ts";
import { type ObjectReference, referenceOf, type ScenarioDeed, userAction } from "./user-action-of.ts";

export interface SessionOptions {
  /** Who decides what the scenario leaves open; by default nothing unusual happens. */
  readonly choices?: Choices;
  readonly seed?: string | number;
  /** The world around the controller; Kubernetes by default. */
  readonly world?: World;
  /** More reconciles than this end the run. */
  readonly reconcileLimit?: number;
  /** The kinds of details that the journal holds; all by default. */
  readonly details?: Iterable<DetailKind>;
}

/** What is going to happen, unless something else does before. */
export interface PendingEvent {
  /** Virtual milliseconds. */
  readonly time: number;
  /** What it is, by the names of what it happens to. */
  readonly label: string;
  /** Sequence of the event of the journal that led to it; undefined for what the scenario says. */
  readonly cause: number | undefined;
}

/** What an action came to: what the user sees if it is refused. */
export type ActionResult = { readonly ok: true } | { readonly ok: false; readonly error: string };

/** A workflow of ten thousand nodes needs fewer reconciles than this. */
const defaultReconcileLimit = 100_000;

/**
 * Begins to play a scenario on one release of the controller, at virtual time 0.
 *
 * @throws RangeError when there is no such release
 */
export function begin(loaded: LoadedScenario, engine: string, options: SessionOptions = {}): Session {
  const released = releaseOf(engine);
  if (!released.ok) throw new RangeError(released.error);
  return new Session(loaded, released.release, options);
}

/**
 * A run that one can talk to: it goes on when it is told to, shows what there is, and lets people act meanwhile. The
 * same scenario, choices, seed and actions at the same moments give the same journal.
 */
export class Session {
  readonly loaded: LoadedScenario;
  readonly release: Release;
  /** Wall-clock time at virtual time 0, in milliseconds since 1970. */
  readonly startTime: number;
  /** Which parts of the scenario have had an effect so far. */
  readonly script: SessionScript;
  readonly #simulation: Simulation;
  readonly #targets: { readonly workflow: ObjectReference; readonly cronWorkflow: ObjectReference };
  readonly #submitted: readonly ObjectReference[];

  /** Use {@link begin}. */
  constructor(loaded: LoadedScenario, release: Release, options: SessionOptions) {
    const { scenario, objects, applied } = loaded;
    this.loaded = loaded;
    this.release = release;
    this.startTime = scenario.startTime ?? defaultEpoch;
    const pods = new ScriptedPods(scenario);
    const choices = scenarioChoices(scenario, options.choices ?? new ObedientChoices());
    const simulation = new Simulation({
      release,
      configuration: configurationOf(scenario.controller),
      podRules: pods,
      faults: (scenario.faults ?? []).map(requestFault),
      choices,
      specialDurations: () => manifestDurations(objects),
      seed: options.seed ?? 0,
      ...lagOf(scenario.controller),
      ...(options.world !== undefined && { world: options.world }),
      epoch: this.startTime,
      timeLimit: timeLimit(loaded, this.startTime, release),
      reconcileLimit: options.reconcileLimit ?? defaultReconcileLimit,
      details: options.details ?? detailKinds,
    });
    this.#simulation = simulation;
    const timed = submissions(scenario, objects);
    this.#submitted = timed.map(({ object }) => object).filter(isPlayed);
    this.#targets = {
      workflow: firstWorkflow(timed, objects),
      cronWorkflow: objects.find(({ kind }) => kind === "CronWorkflow") ?? noObject,
    };
    const actions = new ScriptedActions(simulation, scenario.actions ?? [], {
      ...this.#targets,
      submitted: this.#submitted,
      applied,
    });
    this.script = { pods, actions, choices, refusedSubmissions: this.#submit(timed), faults: simulation };
    if (scenario.until !== undefined) simulation.goOnUntil(scenario.until);
  }

  /** Virtual now, in milliseconds. */
  get now(): number {
    return this.#simulation.now;
  }

  /** Everything that has happened so far. */
  get journal(): Journal {
    return this.#simulation.journal;
  }

  /** How the run ended; undefined while it goes on. */
  get ended(): RunEnd | undefined {
    const { result } = this.#simulation;
    return result && runEnd(result);
  }

  /** Lets the next pending event happen. False when the run is over. */
  step(): boolean {
    if (this.ended !== undefined) return false;
    this.#simulation.step();
    return true;
  }

  /**
   * Plays on.
   *
   * @param until a time in virtual milliseconds, all of whose events happen, or what must be true; it is asked before
   *   the first event and after each
   * @returns whether it came so far; false when the run was over before
   */
  runUntil(until: number | ((session: Session) => boolean)): boolean {
    if (typeof until === "number") {
      this.#simulation.runUntil(until);
      return this.now >= until;
    }
    while (!until(this)) if (!this.step()) return false;
    return true;
  }

  /**
   * Has people do something now: an action of a scenario without its moment. What takes the user several attempts may be
   * refused only later; the journal tells.
   *
   * @throws Error when the run is over
   */
  act(deed: Exclude<ScenarioDeed, { readonly do: "apply" }>): ActionResult {
    const action = userAction(deed, { ...this.#targets, submitted: this.#submitted, object: undefined });
    return resultOf(action && this.#simulation.act(action));
  }

  /** Has people apply an object now, as `kubectl apply` does. */
  apply(object: ApplicableObject): ActionResult {
    const { namespace, name: workflow } = object;
    return resultOf(this.#simulation.act({ do: "apply", namespace, workflow, object }));
  }

  /** The pods that there are, in the order of their creation. */
  pods(): readonly Pod[] {
    return [...this.#simulation.server.pods.list()];
  }

  /** The workflows that there are, in the order of their creation within each namespace. */
  workflows(): readonly WorkflowObject[] {
    return [...this.#simulation.server.workflows.list()];
  }

  /**
   * A workflow as it is stored now.
   *
   * @param reference its name, `NAMESPACE/NAME`, or nothing for the one that the scenario submits first
   */
  workflow(reference?: string): WorkflowObject | undefined {
    const { workflows } = this.#simulation.server;
    const { workflow } = this.#targets;
    if (reference === undefined) return workflows.get(workflow.namespace, workflow.name);
    const all = this.workflows().map(({ metadata }) => metadata);
    const { namespace, name } = referenceOf(reference, all, workflow.namespace);
    return workflows.get(namespace, name);
  }

  /** What is going to happen, in order, unless something else does before. */
  pending(): readonly PendingEvent[] {
    return this.#simulation.pending().map(({ time, label, cause }) => ({ time, label, cause: cause || undefined }));
  }

  /** Plays to the end, and says how it ended. */
  end(): RunEnd {
    return runEnd(this.#simulation.run());
  }

  /** Ends the run after what happens right now: for somebody who reads the journal and has seen enough. */
  stop(): void {
    this.#simulation.stop();
  }

  #submit(timed: readonly TimedObject[]): readonly RefusedSubmission[] {
    const refused: RefusedSubmission[] = [];
    for (const submission of timed) {
      this.#simulation.submit(submission.object, submission.at, (error) => refused.push({ submission, error }));
    }
    return refused;
  }
}

function resultOf(refusal: string | undefined): ActionResult {
  return refusal === undefined ? { ok: true } : { ok: false, error: refusal };
}

/** The parts of a scenario in one run, each of which knows whether it has had an effect. */
export interface SessionScript {
  readonly pods: ScriptedPods;
  readonly actions: ScriptedActions;
  readonly choices: ScriptedChoices;
  readonly refusedSubmissions: readonly RefusedSubmission[];
  /** Knows which faults no request of the controller met. */
  readonly faults: Pick<Simulation, "unmetFaults">;
}

/** How long each change of a workflow takes to reach the controller, where a scenario says it. */
export function lagOf({ workflowInformerLag }: ControllerSettings = {}): { readonly workflowInformerLag?: number } {
  return workflowInformerLag === undefined ? {} : { workflowInformerLag };
}

/** What a scenario is to show after its workflows have ended must come before its end. */
function timeLimit({ scenario: { limit, until = 0 }, objects }: LoadedScenario, startTime: number, release: Release) {
  return Math.max(limit ?? defaultLimit(objects, startTime, release), until);
}

/** Where artifacts go that name no place, unless the controller's configuration does. */
const defaultRepository = { s3: { endpoint: "my-endpoint", bucket: "my-bucket" } };

function configurationOf(settings: ControllerSettings = {}): ControllerConfiguration {
  const { environment = {}, workflowInformerLag: _, podGCDeleteDelayDuration: podGCDeleteDelay, ...others } = settings;
  const given = Object.entries({ ...others, podGCDeleteDelay }).filter(([, value]) => value !== undefined);
  return {
    namespace: defaultNamespace,
    environment,
    artifactRepository: defaultRepository,
    ...Object.fromEntries(given),
  };
}

const noObject = { name: "", namespace: defaultNamespace };

function isPlayed({ kind }: LoadedObject): boolean {
  return kind === "Workflow" || kind === "CronWorkflow";
}

/** The workflow that actions are about which do not name one. */
function firstWorkflow(timed: readonly TimedObject[], objects: readonly LoadedObject[]) {
  const workflows = timed.flatMap(({ object }) => (object.kind === "Workflow" ? [object] : []));
  const names = new Set(workflows.map(({ name }) => name));
  const ofManifests = objects.find(({ kind, name }) => kind === "Workflow" && names.has(name));
  return ofManifests ?? workflows[0] ?? noObject;
}
