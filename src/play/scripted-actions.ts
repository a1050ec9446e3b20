import type { ApplicableObject } from "../cluster/people/submission.ts";
import type { UserAction } from "../cluster/people/user-action.ts";
import type { Simulation } from "../cluster/simulation.ts";
import type { WorkflowObject } from "../engine/model/workflow-object.ts";
import { defaultNamespace } from "../manifest/load-manifests.ts";
import { matchesNode, matchesPod } from "../scenario/glob.ts";
import type { ActionCondition, ScenarioAction } from "../scenario/schema.ts";

interface PendingAction {
  readonly action: ScenarioAction;
  readonly when: ActionCondition;
  readonly index: number;
}

/** An action that was refused, and what the user saw. */
export interface Refusal {
  /** Which of the scenario's actions it is. */
  readonly index: number;
  readonly do: ScenarioAction["do"];
  readonly message: string;
}

/** The actions of a scenario in one run: those at a set time, and those that wait for their condition. */
export class ScriptedActions {
  readonly #simulation: Simulation;
  readonly #targets: ActionTargets;
  readonly #refusals: Refusal[] = [];
  #pending: readonly PendingAction[];

  constructor(simulation: Simulation, actions: readonly ScenarioAction[], targets: ActionTargets) {
    this.#simulation = simulation;
    this.#targets = targets;
    this.#pending = actions.flatMap((action, index) =>
      action.when === undefined ? [] : [{ action, when: action.when, index }],
    );
    for (const [index, action] of actions.entries()) {
      if (action.at !== undefined) this.#schedule(action, index, targets, action.at);
    }
    if (this.#pending.length > 0) simulation.onStatus((_before, after, now) => this.#test(after, now));
  }

  /** Indexes of the actions whose condition never came true. */
  unfired(): readonly number[] {
    return this.#pending.map(({ index }) => index);
  }

  get refusals(): readonly Refusal[] {
    return this.#refusals;
  }

  #schedule(action: ScenarioAction, index: number, targets: ActionTargets, at: number): void {
    const onRefusal = (message: string) => this.#refusals.push({ index, do: action.do, message });
    const performed = userAction(action, { object: this.#targets.applied.get(index), ...targets });
    if (performed !== undefined) this.#simulation.schedule(performed, at, { onRefusal });
  }

  #test(workflow: WorkflowObject | undefined, now: number): void {
    if (workflow === undefined) return;
    const fired = this.#pending.filter(({ when }) => isTrue(when, workflow));
    if (fired.length === 0) return;
    this.#pending = this.#pending.filter((pending) => !fired.includes(pending));
    const targets = { ...this.#targets, workflow: workflow.metadata };
    for (const { action, index } of fired) this.#schedule(action, index, targets, now + (action.after ?? 0));
  }
}

interface ObjectReference {
  readonly name: string;
  readonly namespace: string;
}

/** What actions are about that do not say it. */
export interface ActionTargets {
  readonly workflow: ObjectReference;
  readonly cronWorkflow: ObjectReference;
  /** The objects that are applied, by the index of the action. */
  readonly applied: ReadonlyMap<number, ApplicableObject>;
}

function isTrue({ node, phase, workflow: wanted }: ActionCondition, workflow: WorkflowObject): boolean {
  if (wanted !== undefined && workflow.status.phase !== wanted) return false;
  if (node === undefined && phase === undefined) return true;
  for (const found of workflow.status.nodes.values()) {
    if ((phase === undefined || found.phase === phase) && matchesNode(node ?? "*", found)) return true;
  }
  return false;
}

interface ActionContext extends Omit<ActionTargets, "applied"> {
  /** What is applied; undefined for what plays no part in the simulation. */
  readonly object: ApplicableObject | undefined;
}

function userAction(action: ScenarioAction, { workflow, cronWorkflow, object }: ActionContext): UserAction | undefined {
  if (isCronAction(action)) return cronAction(action, targetOf(action.cronWorkflow, cronWorkflow));
  if (action.do === "apply") return object && { ...targetOf(object.name, object), do: "apply", object };
  const target = targetOf(action.workflow, workflow);
  switch (action.do) {
    case "terminate":
    case "suspend":
      return { do: action.do, ...target };
    case "delete":
      return { do: "delete", ...target, ...given({ force: action.force }) };
    case "stop":
      return { do: "stop", ...target, ...given({ node: action.node, message: action.message }) };
    case "resume":
      return { do: "resume", ...target, ...given({ node: action.node }) };
    case "set": {
      const { node, phase, message, parameters } = action;
      return { do: "set", ...target, node, options: given({ phase, message, outputParameters: parameters }) };
    }
    case "retry": {
      const { restartSuccessful, parameters } = action;
      const options = given({ restartSuccessful, parameters: assignments(parameters) });
      return { do: "retry", ...target, ...given({ node: action.node }), options };
    }
    case "resubmit": {
      const { memoized, parameters } = action;
      return { do: "resubmit", ...target, options: given({ memoized, parameters: assignments(parameters) }) };
    }
    case "deletePod":
    case "evict": {
      const { do: what, node } = action;
      return { do: what, ...target, node, matches: (pod) => matchesPod(node, pod) };
    }
    case "restartController":
      return { do: "restartController", ...target, for: action.for };
  }
}

function targetOf(name: string | undefined, otherwise: ObjectReference) {
  return name === undefined
    ? { workflow: otherwise.name, namespace: otherwise.namespace }
    : { workflow: name, namespace: defaultNamespace };
}

type CronScenarioAction = Extract<ScenarioAction, { readonly do: `cron ${string}` }>;

function isCronAction(action: ScenarioAction): action is CronScenarioAction {
  return action.do.startsWith("cron ");
}

function cronAction(action: CronScenarioAction, target: ReturnType<typeof targetOf>): UserAction {
  if (action.do !== "cron backfill") return { do: action.do, ...target };
  const { start, end, name, parallel, argumentName } = action;
  return { do: "cron backfill", ...target, options: { start, ...given({ end, name, parallel, argumentName }) } };
}

/** Arguments as the `argo` command takes them. */
function assignments(parameters: Readonly<Record<string, string>> | undefined): readonly string[] | undefined {
  return parameters && Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
}

type Given<Fields> = { [Key in keyof Fields]?: Exclude<Fields[Key], undefined> };

/** The fields that have a value. */
function given<Fields extends object>(fields: Fields): Given<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<Fields>;
}
