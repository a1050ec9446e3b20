import type { ChoiceTape } from "../../../sim/choice/choice-tape.ts";
import { deviationsOf, scriptWith } from "../../../sim/choice/deviations.ts";
import type { ChoiceScript } from "../../../sim/choice/scripted-choices.ts";
import { type SearchFinding, violationsOf } from "../findings/finding.ts";
import type { SearchRun } from "../search-run.ts";
import { simplerDeviations } from "./simpler-deviations.ts";
import { isSimpler } from "./simplicity.ts";

/** Plays by a script, and tells what was chosen and what that violates. */
export type PlayByScript = (script: ChoiceScript) => SearchRun;

/** As many plays as one finding may cost. */
const mostPlays = 400;

/**
 * Makes the choices that lead to a finding as simple as single steps can, while they still show the same violation. A
 * choice that a script speaks of and that is not asked any more is left out with the next step.
 */
export function shrink(finding: SearchFinding, play: PlayByScript): SearchFinding {
  const tried = new Set<string>();
  let plays = 0;
  const attempt = (
    script: ChoiceScript,
  ): { readonly finding: SearchFinding; readonly tape: ChoiceTape } | undefined => {
    const key = JSON.stringify([...script]);
    if (tried.has(key) || ++plays > mostPlays) return undefined;
    tried.add(key);
    const { tape, violations: all } = play(script);
    const violations = violationsOf(all, finding.signature);
    return violations && { finding: { ...finding, deviations: deviationsOf(tape), violations }, tape };
  };
  let current = attempt(scriptWith(finding.deviations));
  if (current === undefined) return finding;
  for (let simpler = current; simpler !== undefined; ) {
    current = simpler;
    const { deviations } = current.finding;
    const before = simpler;
    for (const script of simplerDeviations(current.tape, deviations)) {
      const next = attempt(scriptWith(script));
      if (next === undefined || !isSimpler(next.finding.deviations, deviations)) continue;
      simpler = next;
      break;
    }
    if (simpler === before) break;
  }
  return current.finding;
}
