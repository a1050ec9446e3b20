import type { Choices } from "../../sim/choice/choice.ts";
import { ScriptedChoices } from "../../sim/choice/scripted-choices.ts";
import { kindOfLabel } from "../cluster/choice-kinds.ts";
import type { Scenario } from "../scenario/schema.ts";

/** The choices of a scenario; those of which it says nothing are left to somebody else. */
export function scenarioChoices({ choices = {} }: Scenario, otherwise: Choices): ScriptedChoices {
  const kinds = new Set<string>();
  for (const label of Object.keys(choices)) kinds.add(kindOfLabel(label) ?? "");
  return new ScriptedChoices(new Map(Object.entries(choices)), { kinds, otherwise });
}
