import { type Choices, ObedientChoices } from "../../sim/choice/choice.ts";
import type { ScriptedChoices } from "../../sim/choice/scripted-choices.ts";
import { defaultEpoch, Simulation, type SimulationResult } from "../cluster/simulation.ts";
import type { World } from "../cluster/world.ts";
import type { CronWorkflowObject } from "../engine/model/cron-workflow-object.ts";
import type { ControllerConfiguration, Release } from "../engine/model/ports.ts";
import type { WorkflowObject } from "../engine/model/workflow-object.ts";
import type { Invariant, Violation } from "../invariants/invariant.ts";
import { InvariantMonitor } from "../invariants/invariant-monitor.ts";
import { type RefusedSubmission, runWarnings } from "../judge/run-warnings.ts";
import { defaultNamespace, type LoadedObject } from "../manifest/load-manifests.ts";
import { releaseOf } from "../releases/index.ts";
import type { LoadedScenario } from "../scenario/load-scenario.ts";
import type { ControllerSettings } from "../scenario/schema.ts";
import { traceRun } from "../timeline/trace.ts";
import { defaultLimit } from "./default-limit.ts";
import { manifestDurations } from "./manifest-durations.ts";
import type { PlayResult, RunEnd } from "./play-result.ts";
import { scenarioChoices } from "./scenario-choices.ts";
import { ScriptedActions } from "./scripted-actions.ts";
import { requestFault } from "./scripted-faults.ts";
import { ScriptedPods } from "./scripted-pods.ts";
import { submissions, type TimedObject } from "./submissions.ts";

export interface PlayOptions {
  /** Invariants to watch; none by default. */
  readonly invariants?: Iterable<Invariant>;
  /** Who decides what the scenario leaves open; by default nothing unusual happens. */
  readonly choices?: Choices;
  readonly seed?: string | number;
  /** The world around the controller; Kubernetes by default. */
  readonly world?: World;
  /** More reconciles than this end the run. */
  readonly reconcileLimit?: number;
}

/** A workflow of ten thousand nodes needs fewer reconciles than this. */
const defaultReconcileLimit = 100_000;

/**
 * Plays a scenario on one release of the controller.
 *
 * @throws RangeError when there is no such release
 */
export function playScenario(loaded: LoadedScenario, engine: string, options: PlayOptions = {}): PlayResult {
  const prepared = prepare(loaded, engine, options);
  const { release, simulation, pods, actions, choices, refusedSubmissions, startTime } = prepared;
  const end = simulation.run();
  const events = traceRun(simulation.timeline, startTime);
  return {
    engine: release.version,
    end: runEnd(end),
    endedAt: end.endedAt,
    events,
    given: simulation.given,
    startTime,
    workflows: lastWorkflows(simulation),
    cronWorkflows: lastCronWorkflows(simulation),
    violations: violationsOf(prepared, end),
    refusals: actions.refusals,
    unknownOptions: choices.unknownOptions,
    warnings: runWarnings(loaded, {
      version: release.version,
      pods,
      actions,
      refusedSubmissions,
      events,
      unmetFaults: simulation.unmetFaults,
      choices,
    }),
  };
}

/**
 * Plays a scenario for what it violates alone, which takes less time.
 *
 * @throws RangeError when there is no such release
 */
export function playForViolations(loaded: LoadedScenario, engine: string, options: PlayOptions): readonly Violation[] {
  const prepared = prepare(loaded, engine, options);
  return violationsOf(prepared, prepared.simulation.run());
}

/** A simulation that is about to run. */
interface Prepared {
  readonly release: Release;
  readonly simulation: Simulation;
  readonly pods: ScriptedPods;
  readonly actions: ScriptedActions;
  readonly choices: ScriptedChoices;
  readonly refusedSubmissions: readonly RefusedSubmission[];
  readonly startTime: number;
  readonly monitor: InvariantMonitor;
}

function prepare(loaded: LoadedScenario, engine: string, options: PlayOptions): Prepared {
  const released = releaseOf(engine);
  if (!released.ok) throw new RangeError(released.error);
  const { scenario, objects } = loaded;
  const { startTime = defaultEpoch } = scenario;
  const pods = new ScriptedPods(scenario);
  const choices = scenarioChoices(scenario, options.choices ?? new ObedientChoices());
  const simulation = new Simulation({
    release: released.release,
    configuration: configurationOf(scenario.controller),
    podRules: pods,
    faults: (scenario.faults ?? []).map(requestFault),
    choices,
    specialDurations: () => manifestDurations(objects),
    seed: options.seed ?? 0,
    ...lagOf(scenario.controller),
    ...(options.world !== undefined && { world: options.world }),
    epoch: startTime,
    timeLimit: timeLimit(loaded, startTime, released.release),
    reconcileLimit: options.reconcileLimit ?? defaultReconcileLimit,
  });
  const timed = submissions(scenario, objects);
  const actions = new ScriptedActions(simulation, scenario.actions ?? [], {
    workflow: firstWorkflow(timed, objects),
    cronWorkflow: objects.find(({ kind }) => kind === "CronWorkflow") ?? noObject,
    applied: loaded.applied,
  });
  const refusedSubmissions: RefusedSubmission[] = [];
  for (const submission of timed) {
    simulation.submit(submission.object, submission.at, (error) => refusedSubmissions.push({ submission, error }));
  }
  if (scenario.until !== undefined) simulation.goOnUntil(scenario.until);
  const monitor = new InvariantMonitor(options.invariants ?? [], lagOf(scenario.controller));
  return { release: released.release, simulation, pods, actions, choices, refusedSubmissions, startTime, monitor };
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

function lagOf({ workflowInformerLag }: ControllerSettings = {}): { readonly workflowInformerLag?: number } {
  return workflowInformerLag === undefined ? {} : { workflowInformerLag };
}

const noObject = { name: "", namespace: defaultNamespace };

/** The workflow that actions are about which do not name one. */
function firstWorkflow(timed: readonly TimedObject[], objects: readonly LoadedObject[]) {
  const workflows = timed.flatMap(({ object }) => (object.kind === "Workflow" ? [object] : []));
  const names = new Set(workflows.map(({ name }) => name));
  const ofManifests = objects.find(({ kind, name }) => kind === "Workflow" && names.has(name));
  return ofManifests ?? workflows[0] ?? noObject;
}

function runEnd(end: SimulationResult): RunEnd {
  switch (end.reason) {
    case "quiet":
    case "reconcileLimit":
      return { kind: end.reason };
    case "timeLimit":
      return { kind: "limit" };
    case "sizeLimit":
      return { kind: "sizeLimit", message: end.message };
    case "crash":
      return { kind: "controllerCrash", message: end.message };
  }
}

function lastWorkflows({ timeline }: Simulation): readonly WorkflowObject[] {
  const last = new Map<string, WorkflowObject>();
  for (const event of timeline) if (event.kind === "status") last.set(event.object, event.data.after);
  return [...last.values()];
}

function lastCronWorkflows({ timeline }: Simulation): readonly CronWorkflowObject[] {
  const last = new Map<string, CronWorkflowObject>();
  for (const event of timeline) if (event.kind === "cronStatus") last.set(event.object, event.data);
  return [...last.values()];
}

function violationsOf({ simulation, monitor }: Prepared, end: SimulationResult): readonly Violation[] {
  // Cut off in the midst of a reconcile: pods are there whose nodes were yet to be written.
  if (end.reason === "sizeLimit" || monitor.isIdle) return [];
  for (const event of simulation.timeline) monitor.observe(event);
  monitor.end(end);
  return monitor.violations;
}
