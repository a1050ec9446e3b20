import { Session } from "../play/session.ts";
import { releaseOf } from "../releases/index.ts";
import { loadScenario } from "../scenario/load-scenario.ts";
import { caseFeatures } from "./case-features.ts";
import type { RecordedCase } from "./recorded-case.ts";

/** Name of the index in a folder of archives. */
export const indexFile = "index.tsv";

const columns = ["case", "releases", "features", "differences in effect"];

/** A difference that is in effect in more of the cases than this tells them apart no more, and is left out. */
const mostOfAll = 0.1;

/** One line for each case: what it has, and which differences of its releases took effect when it was played. */
export function indexOf(cases: Iterable<RecordedCase>): string {
  const indexed = Array.from(cases, (recorded) => ({ recorded, inEffect: differencesInEffect(recorded) }));
  const counts = new Map<string, number>();
  for (const id of indexed.flatMap(({ inEffect }) => inEffect)) counts.set(id, (counts.get(id) ?? 0) + 1);
  const isTelling = (id: string) => (counts.get(id) ?? 0) <= indexed.length * mostOfAll;
  const lines = indexed.map(({ recorded, inEffect }) =>
    [
      `${recorded.profile}/${recorded.name}`,
      recorded.engines.join(" "),
      caseFeatures(recorded).join(" ") || "-",
      inEffect.filter(isTelling).join(" ") || "-",
    ].join("\t"),
  );
  return `${[columns.join("\t"), ...lines.sort()].join("\n")}\n`;
}

function differencesInEffect({ scenarioFile, readFile, engines }: RecordedCase): readonly string[] {
  const { scenario } = loadScenario(scenarioFile, readFile, { acceptsNameless: true });
  if (scenario === undefined) return [];
  const inEffect = new Set<string>();
  for (const engine of engines) {
    const released = releaseOf(engine);
    if (!released.ok) continue;
    const { release } = released;
    const has: typeof release.has = (difference) => {
      const isInEffect = release.has(difference);
      if (isInEffect) inEffect.add(difference);
      return isInEffect;
    };
    new Session(scenario, { ...release, has }, { details: [], reconcileLimit: 600 }).end();
  }
  return [...inEffect].sort();
}
