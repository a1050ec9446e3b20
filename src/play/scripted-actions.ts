import type { ApplicableObject } from "../cluster/people/submission.ts";
import type { Simulation } from "../cluster/simulation.ts";
import type { WorkflowObject } from "../engine/model/workflow-object.ts";
import { matchesNode } from "../scenario/glob.ts";
import type { ActionCondition, ScenarioAction } from "../scenario/schema.ts";
import { type ActionContext, userAction } from "./user-action-of.ts";

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

/** What actions are about that do not say it. */
export interface ActionTargets extends Omit<ActionContext, "object"> {
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
