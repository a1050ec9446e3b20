import type { Random } from "../../sim/random.ts";
import { minute } from "../../sim/time.ts";
import type { PodRule, ScenarioAction } from "../scenario/schema.ts";
import type { KnownNode, KnownNodes } from "./known-nodes.ts";
import type { Variant } from "./variant.ts";

/** The sorts of disturbance that runs differ in. */
const kinds = ["durations", "failures", "signals", "stop", "terminate"] as const;
type Kind = (typeof kinds)[number];

/** Drawn times are whole tenths of a second. */
const tick = 100;
const longestDelay = minute;

/**
 * Draws what one run does otherwise than the obedient one. Half of the kinds of disturbance are switched off for the
 * whole run (swarm testing, Groce et al., ISSTA 2012): a run with few kinds, each of them often, gets to states that
 * an even mixture does not.
 */
export function drawVariant(random: Random, known: KnownNodes): Variant {
  const enabled = new Set(kinds.filter(() => random.boolean()));
  // Without a stop or terminate, nobody sends signals.
  if (!enabled.has("stop") && !enabled.has("terminate")) enabled.delete("signals");
  const pods = known.podNodes.flatMap((node) => drawPodRule(random, node, enabled));
  const actions = (["stop", "terminate"] as const)
    .filter((kind) => enabled.has(kind))
    .map((kind) => ({ do: kind, ...drawMoment(random, known) }) as ScenarioAction);
  return { pods, actions };
}

function drawPodRule(random: Random, node: KnownNode, enabled: ReadonlySet<Kind>): readonly PodRule[] {
  const rule: Partial<Record<keyof PodRule, unknown>> = {};
  if (enabled.has("durations")) {
    if (random.boolean(0.3)) rule.pending = drawDelay(random);
    if (random.boolean(0.3)) rule.run = drawDelay(random);
  }
  if (enabled.has("failures") && random.boolean(0.3)) {
    rule.exitCode = random.pick([1, 2, 137]);
    if (random.boolean()) rule.times = 1;
  }
  if (enabled.has("signals") && random.boolean(0.3)) {
    rule.onSigterm = random.boolean() ? "ignore" : drawDelay(random);
  }
  return Object.keys(rule).length === 0 ? [] : [{ node: node.name, ...rule } as PodRule];
}

/** A moment: at a time of the run, or some time after a node got into a phase. */
function drawMoment(random: Random, known: KnownNodes): Pick<ScenarioAction, "at" | "when" | "after"> {
  if (known.anchors.length === 0 || random.boolean(0.3)) {
    return { at: random.integer(0, Math.ceil(known.longest / tick)) * tick };
  }
  const { node, phase } = random.pick(known.anchors);
  return random.boolean() ? { when: { node, phase } } : { when: { node, phase }, after: drawDelay(random) };
}

function drawDelay(random: Random): number {
  return random.logUniform(1, longestDelay / tick) * tick;
}
