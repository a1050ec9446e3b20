import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { Choices } from "../../sim/choice/choice.ts";
import { recordedWorld } from "../../src/cluster/world.ts";
import { conform } from "../../src/conformance/conform.ts";
import { findRecordedCases } from "../../src/conformance/find-recorded-cases.ts";
import type { RecordedCase } from "../../src/conformance/recorded-case.ts";
import { playScenario } from "../../src/judge/play-scenario.ts";
import { firstDifference } from "../../src/report/conformance.ts";
import type { LoadedScenario } from "../../src/scenario/load-scenario.ts";

export const recordedCases = findRecordedCases(fileURLToPath(new URL("golden", import.meta.url)));

/** `PROFILE/NAME ENGINE` of each recording that the obedient run does not match but another does, and why. */
export const byChoice = JSON.parse(readFileSync(new URL("by-choice.json", import.meta.url), "utf8")) as Record<
  string,
  string
>;

const play = (scenario: LoadedScenario, engine: string, choices?: Choices) =>
  playScenario(scenario, engine, {
    invariants: [],
    reconcileLimit: 600,
    world: recordedWorld,
    ...(choices && { choices }),
  });

/** One test for each recorded case of the given releases. Releases have test files of their own, to run side by side. */
export function testRecordedCases(engines: readonly string[]): void {
  const profiles = new Map<string, RecordedCase[]>();
  for (const recorded of recordedCases) {
    if (!recorded.engines.some((engine) => engines.includes(engine))) continue;
    profiles.set(recorded.profile, [...(profiles.get(recorded.profile) ?? []), recorded]);
  }
  describe.for([...profiles])("recorded %s", ([, ofProfile]) => {
    const recordings = ofProfile.flatMap((recorded) =>
      engines
        .filter((engine) => recorded.engines.includes(engine))
        .map((engine) => [`${recorded.name} ${engine}`, recorded, engine] as const),
    );
    it.for(recordings)("%s", ([, recorded, engine]) => {
      const options = { play, now: () => 0, engines: [engine] };
      const [result] = conform([recorded], options);
      if (result === undefined) throw new Error(`${recorded.name} was not played on ${engine}`);
      const needsChoice = `${recorded.profile}/${recorded.name} ${engine}` in byChoice;
      const difference = firstDifference(result, { stack: true }).join("\n");
      // A recording that the obedient run has come to match is to be taken off the list.
      expect(result.outcome.kind, difference).toBe(needsChoice ? "byChoice" : "exact");
    });
  });
}
