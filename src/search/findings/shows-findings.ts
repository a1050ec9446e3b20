import type { Invariant } from "../../invariants/invariant.ts";
import { playScenario } from "../../judge/play-scenario.ts";
import { loadScenario } from "../../scenario/load-scenario.ts";
import type { ReadFile } from "../../scenario/read-file.ts";
import { type SearchFinding, violationsOf } from "./finding.ts";

/** Whether a file shows what was found; there may be more to warn of than in the scenario that was searched. */
export type Shown = "shown" | "shownWithWarnings" | "notShown";

/** Says whether a scenario file that is not written yet shows the same violations as findings, by playing it. */
export function showsFindings(
  readFile: ReadFile,
  { engine, invariants }: { readonly engine: string; readonly invariants: readonly Invariant[] },
): (path: string, text: string, findings: readonly SearchFinding[]) => Shown {
  return (path, text, findings) => {
    const read: ReadFile = (wanted) => (wanted === path ? { ok: true, text } : readFile(wanted));
    const { scenario } = loadScenario(path, read);
    if (scenario === undefined) return "notShown";
    const { violations, warnings } = playScenario(scenario, engine, { invariants });
    if (findings.some(({ signature }) => violationsOf(violations, signature) === undefined)) return "notShown";
    return warnings.length === 0 ? "shown" : "shownWithWarnings";
  };
}
