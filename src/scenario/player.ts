import { type Choices, ObedientChoices } from "../../sim/choice.ts";
import type { PodCreationFault } from "../cluster/faults.ts";
import { defaultEpoch, Simulation, type SimulationResult } from "../cluster/simulation.ts";
import type { World } from "../cluster/world.ts";
import type { CronWorkflowObject } from "../engine/cron/cron-workflow-object.ts";
import type { ControllerConfiguration } from "../engine/ports.ts";
import type { WorkflowObject } from "../engine/status/workflow-object.ts";
import type { Invariant, Violation } from "../invariants/invariant.ts";
import { InvariantMonitor } from "../invariants/invariant-monitor.ts";
import { defaultNamespace, type LoadedObject } from "../manifest/load-manifests.ts";
import { releaseOf } from "../releases/index.ts";
import { defaultLimit } from "./default-limit.ts";
import { matchesGlob } from "./glob.ts";
import type { LoadedScenario, ScenarioDiagnostic } from "./load-scenario.ts";
import type { PlayResult, RunEnd } from "./play-result.ts";
import type { ControllerSettings, Fault } from "./schema.ts";
import { ScriptedActions } from "./scripted-actions.ts";
import { ScriptedPods } from "./scripted-pods.ts";
import { submissions } from "./submissions.ts";
import { traceRun } from "./trace.ts";

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
  const released = releaseOf(engine);
  if (!released.ok) throw new RangeError(released.error);
  const { scenario, objects } = loaded;
  const { startTime = defaultEpoch } = scenario;
  const pods = new ScriptedPods(scenario);
  const simulation = new Simulation({
    release: released.release,
    configuration: configurationOf(scenario.controller),
    podRules: pods,
    faults: (scenario.faults ?? []).map(podCreationFault),
    choices: options.choices ?? new ObedientChoices(),
    seed: options.seed ?? 0,
    ...lagOf(scenario.controller),
    ...(options.world !== undefined && { world: options.world }),
    epoch: startTime,
    timeLimit: scenario.limit ?? defaultLimit(objects, startTime, released.release),
    reconcileLimit: options.reconcileLimit ?? defaultReconcileLimit,
  });
  const actions = new ScriptedActions(simulation, scenario.actions ?? [], {
    workflow: first("Workflow", objects),
    cronWorkflow: first("CronWorkflow", objects),
  });
  for (const { object, at } of submissions(scenario, objects)) simulation.submit(object, at);
  const end = simulation.run();
  return {
    engine: released.release.version,
    end: runEnd(end),
    endedAt: end.endedAt,
    events: traceRun(simulation.timeline, startTime),
    startTime,
    workflows: lastWorkflows(simulation),
    cronWorkflows: lastCronWorkflows(simulation),
    violations: watch(simulation, end, new InvariantMonitor(options.invariants ?? [], lagOf(scenario.controller))),
    warnings: warningsOf(loaded, pods, actions),
  };
}

function configurationOf({ workflowInformerLag: _, ...settings }: ControllerSettings = {}): ControllerConfiguration {
  const { environment = {}, ...others } = settings;
  const given = Object.fromEntries(Object.entries(others).filter(([, value]) => value !== undefined));
  return { namespace: defaultNamespace, environment, ...given };
}

function lagOf({ workflowInformerLag }: ControllerSettings = {}): { readonly workflowInformerLag?: number } {
  return workflowInformerLag === undefined ? {} : { workflowInformerLag };
}

function podCreationFault({ do: kind, from, to, node }: Fault): PodCreationFault {
  return { kind, from, ...(to !== undefined && { to }), strikes: (nodeName) => matchesGlob(node, nodeName) };
}

function first(kind: LoadedObject["kind"], objects: readonly LoadedObject[]): Pick<LoadedObject, "name" | "namespace"> {
  return objects.find((object) => object.kind === kind) ?? { name: "", namespace: defaultNamespace };
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

function watch({ timeline }: Simulation, end: SimulationResult, monitor: InvariantMonitor): readonly Violation[] {
  // Cut off in the midst of a reconcile: pods are there whose nodes were yet to be written.
  if (end.reason === "sizeLimit") return [];
  for (const event of timeline) monitor.observe(event);
  monitor.end(end);
  return monitor.violations;
}

function warningsOf(
  { position }: LoadedScenario,
  pods: ScriptedPods,
  actions: ScriptedActions,
): readonly ScenarioDiagnostic[] {
  return [
    ...pods
      .unmatched()
      .map((index) => warning("unmatched-rule", "no pod matched this rule", position(["pods", index]))),
    ...actions.unfired().map((index) => {
      const source = position(["actions", index, "when"]);
      return warning("unfired-action", "this condition never came true, so nothing was done", source);
    }),
  ];
}

function warning(
  code: "unmatched-rule" | "unfired-action",
  message: string,
  source: ScenarioDiagnostic["source"],
): ScenarioDiagnostic {
  return { severity: "warning", code, message, source };
}
