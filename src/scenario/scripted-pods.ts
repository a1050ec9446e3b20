import type { PodBehaviour, PodRules, PodSubject } from "../cluster/pod-behaviour.ts";
import { matchesGlob } from "./glob.ts";
import type { PodRule, Scenario } from "./schema.ts";

/** The rules of a scenario about pods, with how often each has served in this run. */
export class ScriptedPods implements PodRules {
  readonly #rules: readonly PodRule[];
  readonly #defaults: PodBehaviour;
  readonly #served: number[];

  constructor({ pods = [], defaults = {} }: Pick<Scenario, "pods" | "defaults">) {
    this.#rules = pods;
    this.#defaults = withoutUndefined(defaults);
    this.#served = pods.map(() => 0);
  }

  behaviourOf(subject: PodSubject): PodBehaviour {
    const index = this.#rules.findIndex((rule, at) => this.#serves(rule, at, subject));
    const rule = this.#rules[index];
    // The defaults are those of pods; the agent's tasks take the usual times.
    const defaults = subject.kind === "pod" ? this.#defaults : {};
    if (rule === undefined) return defaults;
    this.#served[index] = (this.#served[index] ?? 0) + 1;
    const { node: _node, template: _template, times: _times, ...behaviour } = rule;
    return { ...defaults, ...withoutUndefined(behaviour) };
  }

  /** Indexes of the rules that no pod ever matched. */
  unmatched(): readonly number[] {
    return this.#served.flatMap((count, index) => (count === 0 ? [index] : []));
  }

  #serves({ node, template, times }: PodRule, index: number, { nodeName, templateName }: PodSubject): boolean {
    if (template !== undefined && template !== templateName) return false;
    if (node !== undefined && !matchesGlob(node, nodeName)) return false;
    return times === undefined || (this.#served[index] ?? 0) < times;
  }
}

/** A field of a rule that is not given leaves the default. */
function withoutUndefined(fields: Omit<PodRule, "node" | "template" | "times">): PodBehaviour {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as PodBehaviour;
}
