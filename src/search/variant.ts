import type { LoadedScenario } from "../scenario/load-scenario.ts";
import type { PodRule, ScenarioAction } from "../scenario/schema.ts";

/** What a search adds to a scenario: what pods do, and what people do and when. */
export interface Variant {
  readonly pods: readonly PodRule[];
  readonly actions: readonly ScenarioAction[];
}

/** The scenario as it is. */
export const unchanged: Variant = { pods: [], actions: [] };

/** The scenario with the additions of a variant; its rules about pods come before those of the scenario. */
export function withVariant(loaded: LoadedScenario, variant: Variant): LoadedScenario {
  const { scenario } = loaded;
  const pods = [...variant.pods, ...(scenario.pods ?? [])];
  const actions = [...(scenario.actions ?? []), ...variant.actions];
  return { ...loaded, scenario: { ...scenario, pods, actions } };
}

/** How much a reader has to take in, the weightiest first: actions, fields, rules, length of the text. */
function complexity({ pods, actions }: Variant): readonly number[] {
  const fields = [...pods, ...actions].reduce((sum, part) => sum + Object.keys(part).length, 0);
  return [actions.length, fields, pods.length, JSON.stringify([pods, actions]).length];
}

/** Whether one variant is simpler than another. */
export function isSimpler(variant: Variant, other: Variant): boolean {
  const left = complexity(variant);
  const right = complexity(other);
  const index = left.findIndex((count, at) => count !== right[at]);
  return index >= 0 && (left[index] ?? 0) < (right[index] ?? 0);
}
