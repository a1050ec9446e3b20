import type { PodBehaviour, PodRules, PodSubject } from "../cluster/nodes/pod-behaviour.ts";
import { matchesPod } from "../scenario/glob.ts";
import type { PodRule, Scenario } from "../scenario/schema.ts";

export interface UnknownContainer {
  /** Which of the scenario's rules it is. */
  readonly rule: number;
  readonly name: string;
  readonly known: readonly string[];
}

/** The rules of a scenario about pods, with how often each has served in this run. */
export class ScriptedPods implements PodRules {
  readonly defaults: Pick<PodBehaviour, "pending" | "run">;
  readonly #rules: readonly PodRule[];
  readonly #served: number[];
  /** By rule, the containers of the pods that it served. */
  readonly #containers: ReadonlySet<string>[];

  constructor({ pods = [], defaults = {} }: Pick<Scenario, "pods" | "defaults">) {
    this.#rules = pods;
    this.defaults = withoutUndefined(defaults);
    this.#served = pods.map(() => 0);
    this.#containers = pods.map(() => new Set());
  }

  behaviourOf(subject: PodSubject): PodBehaviour {
    const index = this.#rules.findIndex((rule, at) => this.#serves(rule, at, subject));
    const rule = this.#rules[index];
    if (rule === undefined) return {};
    this.#served[index] = (this.#served[index] ?? 0) + 1;
    this.#containers[index] = new Set([...(this.#containers[index] ?? []), ...subject.containers]);
    const { node: _node, template: _template, times: _times, ...behaviour } = rule;
    return withoutUndefined(behaviour);
  }

  /** Indexes of the rules that no pod ever matched. */
  unmatched(): readonly number[] {
    return this.#served.flatMap((count, index) => (count === 0 ? [index] : []));
  }

  /** The containers that rules speak of and that none of their pods has, with those that they have. */
  unknownContainers(): readonly UnknownContainer[] {
    return this.#rules.flatMap(({ containers = {} }, index) => {
      const known = [...(this.#containers[index] ?? [])];
      if (known.length === 0) return [];
      const unknown = Object.keys(containers).filter((name) => !known.includes(name));
      return unknown.map((name) => ({ rule: index, name, known }));
    });
  }

  #serves({ node, template, times }: PodRule, index: number, subject: PodSubject): boolean {
    if (template !== undefined && template !== subject.templateName) return false;
    if (node !== undefined && !matchesPod(node, subject)) return false;
    return times === undefined || (this.#served[index] ?? 0) < times;
  }
}

/** A field of a rule that is not given leaves the default. */
function withoutUndefined(fields: Omit<PodRule, "node" | "template" | "times">): PodBehaviour {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as PodBehaviour;
}
