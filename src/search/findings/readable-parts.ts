import type { ChoiceTape } from "../../../sim/choice/choice-tape.ts";
import { type Deviation, deviationsOf, optionOf } from "../../../sim/choice/deviations.ts";
import { occurrenceKey } from "../../../sim/choice/scripted-choices.ts";
import { faultOfOption } from "../../cluster/api-server/faults.ts";
import { delayLabel, type MomentLabel, readMomentLabel, readRequestLabel } from "../../cluster/choice-labels.ts";
import { podRules } from "./readable-pods.ts";

/** What of a scenario file says the same as choices do, with durations as they are written. */
export interface ReadableParts {
  readonly pods: readonly object[];
  readonly actions: readonly object[];
  readonly faults: readonly object[];
  /** The choices for which there are no other words. */
  readonly choices: Readonly<Record<string, string>>;
}

/** Which sorts of choices are to be told in the fields of a scenario. */
export type Readable = ReadonlySet<"pods" | "actions" | "faults">;

/**
 * The choices of a run in the words of a scenario file, as far as it has words for them.
 *
 * @param tape all choices of the run, those that obeyed among them
 */
export function readableParts(tape: ChoiceTape, readable: Readable): ReadableParts {
  const deviations = deviationsOf(tape);
  const told = new Set<Deviation>();
  const pods = readable.has("pods") ? podRules(tape, deviations, told) : [];
  const actions = readable.has("actions") ? deviations.flatMap((one) => actionOf(one, deviations, told)) : [];
  const faults = readable.has("faults") ? deviations.flatMap((one) => faultOf(one, told)) : [];
  return { pods, actions, faults, choices: choicesOf(deviations, tape, told) };
}

/** The number of an occurrence is needed only where there is more than one. */
function choicesOf(deviations: readonly Deviation[], tape: ChoiceTape, told: ReadonlySet<Deviation>) {
  const counts = new Map<string, number>();
  for (const { label } of tape) counts.set(label, (counts.get(label) ?? 0) + 1);
  const entries = deviations
    .filter((deviation) => !told.has(deviation))
    .map((deviation) => {
      const { label, occurrence } = deviation;
      return [counts.get(label) === 1 ? label : occurrenceKey(label, occurrence), optionOf(deviation)] as const;
    });
  return Object.fromEntries(entries);
}

/** Something that people do, or a restart, with its delay. */
function actionOf(deviation: Deviation, deviations: readonly Deviation[], told: Set<Deviation>): readonly object[] {
  const moment = readMomentLabel(deviation.label);
  // Only the first time that something is so can be told.
  if (moment === undefined || deviation.occurrence > 1) return [];
  const option = optionOf(deviation);
  const delayed = delayLabel(moment.kind === "restart" ? "restart" : option, deviation.label);
  const delay = deviations.find(({ label }) => label === delayed);
  const trigger = triggerOf(moment, delay && optionOf(delay));
  const fields = moment.kind === "restart" ? restartFields(option) : actionFields(option, moment);
  if (trigger === undefined || fields === undefined) return [];
  told.add(deviation);
  if (delay !== undefined) told.add(delay);
  return [{ ...trigger, ...fields }];
}

function triggerOf({ workflow, what }: MomentLabel, delay: string | undefined): object | undefined {
  if (what === "it is created") return { at: delay ?? "0s" };
  const [, subject = "", phase = ""] = /^(.*) is (\w+)$/s.exec(what) ?? [];
  if (subject === "it" && ["suspended", "resumed"].includes(phase)) return undefined;
  const when = subject === "it" ? { workflow: phase } : { node: subject, phase };
  return { when, ...(delay !== undefined && { after: delay }), ...(subject === "it" && { workflow }) };
}

function restartFields(option: string): object {
  return { do: "restartController", for: option.replace(/^for /, "") };
}

function actionFields(option: string, { what }: MomentLabel): object | undefined {
  const [name = "", phase] = what.split(/ is (?=\w+$)/);
  // A step or task is displayed by the last part of its name.
  const node = phase === undefined ? undefined : name.slice(name.lastIndexOf(".") + 1);
  switch (option) {
    case "terminate":
    case "stop":
    case "suspend":
    case "resume":
    case "delete":
    case "retry":
    case "resubmit":
      return { do: option };
    case "evict the pod":
      return phase === undefined ? undefined : { do: "evict", node: name };
    case "delete the pod":
      return phase === undefined ? undefined : { do: "deletePod", node: name };
    case "retry with restartSuccessful":
      return { do: "retry", restartSuccessful: true };
    case "resubmit memoized":
      return { do: "resubmit", memoized: true };
    case "stop the node":
      return node === undefined ? undefined : { do: "stop", node };
    case "set the node Succeeded":
    case "set the node Failed":
      return node === undefined ? undefined : { do: "set", node, phase: option.split(" ").at(-1) };
    default:
      return undefined;
  }
}

/** A request that meets something, if it is the first of its sort. */
function faultOf(deviation: Deviation, told: Set<Deviation>): readonly object[] {
  const request = readRequestLabel(deviation.label);
  const fault = faultOfOption(optionOf(deviation));
  if (request === undefined || fault === undefined || deviation.occurrence > 1) return [];
  const { verb, resource, title } = request;
  const isPodCreation = verb === "create" && resource === "pods";
  told.add(deviation);
  const [kind = ""] = resource.split(".");
  return [{ do: fault, verb, resource: kind, ...(isPodCreation ? { node: title } : { name: title }), times: 1 }];
}
