import type { ChoiceTape } from "../../../sim/choice/choice-tape.ts";
import { type Deviation, optionOf } from "../../../sim/choice/deviations.ts";
import { formatTime } from "../../../sim/time.ts";
import { type PodLabel, readPodLabel } from "../../cluster/choice-labels.ts";
import { behaviourOfOption } from "../../cluster/nodes/chosen-pods.ts";
import type { PodBehaviour } from "../../cluster/nodes/pod-behaviour.ts";

/** One pod of a node, or task of an agent, with what was chosen of it. */
interface ChosenPod {
  readonly deviations: Map<PodLabel["kind"], Deviation>;
  readonly asked: Set<PodLabel["kind"]>;
}

/**
 * Rules that make pods do what was chosen of them. Of a node with several pods, each is served by a rule of its own.
 *
 * @param told collects the choices that the rules tell
 */
export function podRules(tape: ChoiceTape, deviations: readonly Deviation[], told: Set<Deviation>): readonly object[] {
  return [...podsByNode(tape, deviations)].flatMap(([node, pods]) => rulesOf(node, pods, told));
}

function podsByNode(tape: ChoiceTape, deviations: readonly Deviation[]): ReadonlyMap<string, readonly ChosenPod[]> {
  const occurrences = new Map<string, number>();
  const byNode = new Map<string, ChosenPod[]>();
  for (const { label } of tape) {
    const read = readPodLabel(label);
    if (read === undefined) continue;
    const { kind, nodeName } = read;
    const occurrence = (occurrences.get(label) ?? 0) + 1;
    occurrences.set(label, occurrence);
    const pods = byNode.get(nodeName) ?? [];
    byNode.set(nodeName, pods);
    const pod = podThatIsAsked(pods, kind);
    pod.asked.add(kind);
    const deviation = deviations.find((one) => one.label === label && one.occurrence === occurrence);
    if (deviation !== undefined) pod.deviations.set(kind, deviation);
  }
  return byNode;
}

/** What is asked once more is asked of another pod; of a pod that has ended, nothing else is asked. */
function podThatIsAsked(pods: ChosenPod[], kind: PodLabel["kind"]): ChosenPod {
  const last = pods.at(-1);
  if (last !== undefined && !last.asked.has(kind) && kind !== "end") return last;
  const pod: ChosenPod = { deviations: new Map(), asked: new Set() };
  pods.push(pod);
  return pod;
}

function rulesOf(node: string, pods: readonly ChosenPod[], told: Set<Deviation>): readonly object[] {
  const last = pods.findLastIndex(({ deviations }) => deviations.size > 0);
  return pods.slice(0, last + 1).map(({ deviations }, index) => {
    for (const deviation of deviations.values()) told.add(deviation);
    const isLast = index === pods.length - 1;
    return { node, ...(!isLast && { times: 1 }), ...writtenBehaviour(deviations) };
  });
}

function writtenBehaviour(deviations: ReadonlyMap<PodLabel["kind"], Deviation>): object {
  const fields = [...deviations].map(([kind, deviation]) => behaviourOfOption(kind, optionOf(deviation)));
  return withWrittenDurations(Object.assign({}, ...fields));
}

function withWrittenDurations(behaviour: PodBehaviour): object {
  const written = Object.entries(behaviour).map(([field, value]) => {
    const isDuration = ["pending", "run", "onSigterm", "taskResultDelay"].includes(field) && typeof value === "number";
    return [field, isDuration ? formatTime(value) : value] as const;
  });
  return Object.fromEntries(written);
}
