import { second } from "../../sim/time.ts";
import type { PodRule, ScenarioAction } from "../scenario/schema.ts";
import type { Anchor } from "./known-nodes.ts";
import type { Variant } from "./variant.ts";

/**
 * The variants that are one step simpler than this one, the boldest steps first: without an action, without a rule,
 * without a field; then with an event in place of a time, and with rounder times.
 *
 * @param anchors the events that may stand in for a time
 */
export function* simplerVariants(variant: Variant, anchors: readonly Anchor[]): Generator<Variant> {
  const { pods, actions } = variant;
  for (const index of actions.keys()) yield { pods, actions: actions.toSpliced(index, 1) };
  for (const index of pods.keys()) yield { pods: pods.toSpliced(index, 1), actions };
  for (const [index, rule] of pods.entries()) {
    for (const simpler of rulesWithoutAField(rule)) yield { pods: pods.with(index, simpler), actions };
  }
  for (const [index, action] of actions.entries()) {
    for (const simpler of simplerMoments(action, anchors)) yield { pods, actions: actions.with(index, simpler) };
  }
  for (const [index, rule] of pods.entries()) {
    for (const simpler of rulesWithRounderTimes(rule)) yield { pods: pods.with(index, simpler), actions };
  }
}

/** A rule keeps the pods that it is about, and at least one thing that it says of them. */
function* rulesWithoutAField(rule: PodRule): Generator<PodRule> {
  const fields = Object.keys(rule).filter((field) => field !== "node") as (keyof PodRule)[];
  if (fields.length < 2) return;
  for (const field of fields) {
    const { [field]: _, ...rest } = rule;
    yield rest;
  }
}

function* rulesWithRounderTimes(rule: PodRule): Generator<PodRule> {
  for (const field of ["pending", "run", "onSigterm"] as const) {
    const time = rule[field];
    if (typeof time !== "number") continue;
    for (const rounder of rounderTimes(time)) yield { ...rule, [field]: rounder };
  }
}

function* simplerMoments(action: ScenarioAction, anchors: readonly Anchor[]): Generator<ScenarioAction> {
  const { at, after, ...rest } = action;
  if (at !== undefined) {
    for (const when of anchors) yield { ...rest, when };
    for (const rounder of rounderTimes(at)) yield { ...rest, at: rounder };
  }
  if (after !== undefined) {
    yield rest;
    for (const rounder of rounderTimes(after)) yield { ...rest, after: rounder };
  }
}

/** The same time to the minute, to ten seconds and to the second, where that is another time. */
function rounderTimes(time: number): number[] {
  const rounded = [60, 10, 1].map((seconds) => Math.round(time / (seconds * second)) * seconds * second);
  const roundness = (value: number) => [60, 10, 1].findIndex((seconds) => value % (seconds * second) === 0);
  const isRounder = (value: number) => roundness(time) < 0 || roundness(value) < roundness(time);
  return [...new Set(rounded)].filter((value) => value > 0 && value !== time && isRounder(value));
}
