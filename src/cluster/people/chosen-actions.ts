import { minute, second } from "../../../sim/time.ts";
import { isPhaseFulfilled } from "../../engine/model/node-predicates.ts";
import type { NodeStatus } from "../../engine/model/node-status.ts";
import type { WorkflowObject } from "../../engine/model/workflow-object.ts";
import type { ClusterChoices } from "../choice-kinds.ts";
import { delayLabel, momentLabel } from "../choice-labels.ts";
import { type DurationOptions, durationsWith } from "../duration-options.ts";
import { StatusMoments } from "./status-moments.ts";
import type { PodAction, UserAction } from "./user-action.ts";

/** In one run people act no oftener than this: enough for all that they can do to each other's work. */
const mostActions = 8;

/** Options are what people do, the likelier before the others; what they mean depends on the workflow. */
const doNothing = "nothing";
const toUnfinished = [doNothing, "terminate", "stop", "suspend", "delete"] as const;
const toUnfinishedPod = [...toUnfinished.slice(0, -1), "evict the pod", "delete the pod", "delete"];
const toSuspended = [doNothing, "resume", "terminate", "stop", "delete"] as const;
const toSuspendNode = [
  ...[doNothing, "resume", "terminate", "stop", "stop the node", "set the node Succeeded", "set the node Failed"],
  ...["suspend", "delete"],
] as const;
const toFinished = [
  ...[doNothing, "retry", "retry with restartSuccessful", "resubmit", "resubmit memoized", "delete"],
] as const;

const restarts = ["none", "for 1s", "for 30s", "for 5m"] as const;
/** What the options of a restart mean, in milliseconds. */
const downtimes = [0, second, 30 * second, 5 * minute] as const;

export interface ChosenActionsParts {
  readonly choices: ClusterChoices;
  /** Durations that mean something in the manifests, in milliseconds. */
  readonly special: readonly number[];
  /** Has people do something at a time in virtual milliseconds. */
  readonly schedule: (action: UserAction, at: number) => void;
}

/** What people do by choice: they are asked whenever the status of a workflow has visibly changed. */
export class ChosenActions {
  readonly #parts: ChosenActionsParts;
  readonly #moments = new StatusMoments();
  readonly #delays: DurationOptions<number>;
  #actions = 0;

  constructor(parts: ChosenActionsParts) {
    this.#parts = parts;
    this.#delays = durationsWith(parts.special).ofDelays;
  }

  /** Whether anybody is asked. */
  static areAsked(choices: ClusterChoices): boolean {
    return choices.asks("action") || choices.asks("restart");
  }

  /** A stored workflow is new or has changed. */
  observe(before: WorkflowObject | undefined, after: WorkflowObject | undefined, now: number): void {
    if (after === undefined || this.#actions >= mostActions) return;
    const moment = this.#moments.next(before, after);
    if (moment === undefined) return;
    const { choices } = this.#parts;
    const { namespace, name } = after.metadata;
    const at = { namespace, workflow: name, what: moment.what };
    if (choices.asks("action")) this.#act(after, moment.node, momentLabel({ kind: "action", ...at }), now);
    if (choices.asks("restart")) this.#restart(after, momentLabel({ kind: "restart", ...at }), now);
  }

  #act(workflow: WorkflowObject, node: NodeStatus | undefined, label: string, now: number): void {
    const options = optionsFor(workflow, node);
    const option = options[this.#parts.choices.choose("action", label, options)] ?? doNothing;
    const action = actionOf(option, workflow, node);
    if (action !== undefined) this.#schedule(action, delayLabel(option, label), now);
  }

  #restart({ metadata: { namespace, name: workflow } }: WorkflowObject, label: string, now: number): void {
    const downtime = downtimes[this.#parts.choices.choose("restart", label, restarts)] ?? 0;
    if (downtime > 0) {
      this.#schedule(
        { do: "restartController", namespace, workflow, for: downtime },
        delayLabel("restart", label),
        now,
      );
    }
  }

  #schedule(action: UserAction, label: string, now: number): void {
    const { choices, schedule } = this.#parts;
    this.#actions++;
    const { names, values } = this.#delays;
    const delay = choices.asks("delay") ? values[choices.choose("delay", label, names)] : 0;
    schedule(action, now + (delay ?? 0));
  }
}

function optionsFor({ spec, status }: WorkflowObject, node: NodeStatus | undefined): readonly string[] {
  if (["Succeeded", "Failed", "Error"].includes(status.phase)) return toFinished;
  if (node?.type === "Suspend" && node.phase === "Running") return toSuspendNode;
  if (spec.suspend === true) return toSuspended;
  return node?.type === "Pod" && !isPhaseFulfilled(node) ? toUnfinishedPod : toUnfinished;
}

/** What people do by an option; undefined when they do nothing. */
function actionOf(option: string, { metadata }: WorkflowObject, node: NodeStatus | undefined): UserAction | undefined {
  const target = { namespace: metadata.namespace, workflow: metadata.name };
  const selected = node?.displayName ?? "";
  switch (option) {
    case "terminate":
    case "stop":
    case "suspend":
    case "resume":
    case "delete":
      return { do: option, ...target };
    case "stop the node":
      return { do: "stop", ...target, node: selected };
    case "set the node Succeeded":
      return { do: "set", ...target, node: selected, options: { phase: "Succeeded" } };
    case "set the node Failed":
      return { do: "set", ...target, node: selected, options: { phase: "Failed" } };
    case "evict the pod":
      return { do: "evict", ...target, ...podOf(node) };
    case "delete the pod":
      return { do: "deletePod", ...target, ...podOf(node) };
    case "retry":
      return { do: "retry", ...target, options: {} };
    case "retry with restartSuccessful":
      return { do: "retry", ...target, options: { restartSuccessful: true } };
    case "resubmit":
      return { do: "resubmit", ...target, options: {} };
    case "resubmit memoized":
      return { do: "resubmit", ...target, options: { memoized: true } };
    default:
      return undefined;
  }
}

function podOf({ name }: Partial<NodeStatus> = {}): Pick<PodAction, "node" | "matches"> {
  return { node: name ?? "", matches: (pod) => pod.nodeName === name };
}
