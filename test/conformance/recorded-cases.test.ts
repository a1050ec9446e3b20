import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { recordedWorld } from "../../src/cluster/world.ts";
import { conform } from "../../src/conformance/conform.ts";
import { findRecordedCases, type RecordedCase } from "../../src/conformance/recorded-case.ts";
import { firstDifference } from "../../src/report/conformance.ts";
import type { LoadedScenario } from "../../src/scenario/load-scenario.ts";
import { playScenario } from "../../src/scenario/player.ts";
import { readFileFromDisk } from "../../src/scenario/read-file.ts";

const cases = findRecordedCases(fileURLToPath(new URL("golden", import.meta.url)));

/** `PROFILE/NAME ENGINE` of each recording that the model does not match, with the reason why it cannot. */
const exceptions = JSON.parse(readFileSync(new URL("exceptions.json", import.meta.url), "utf8")) as Record<
  string,
  string
>;

const play = (scenario: LoadedScenario, engine: string) =>
  playScenario(scenario, engine, { reconcileLimit: 600, world: recordedWorld });

const profiles = new Map<string, RecordedCase[]>();
for (const recorded of cases) profiles.set(recorded.profile, [...(profiles.get(recorded.profile) ?? []), recorded]);

describe.for([...profiles])("recorded %s", ([, ofProfile]) => {
  const recordings = ofProfile.flatMap((recorded) =>
    [...recorded.traces.keys()].map((engine) => [`${recorded.name} ${engine}`, recorded, engine] as const),
  );
  it.for(recordings)("%s", ([, recorded, engine]) => {
    const [result] = conform([recorded], { play, readFile: readFileFromDisk, now: () => 0, engines: [engine] });
    if (result === undefined) throw new Error(`${recorded.name} was not played on ${engine}`);
    const isException = `${recorded.profile}/${recorded.name} ${engine}` in exceptions;
    const difference = firstDifference(result, { stack: true }).join("\n");
    // An exception that has come to match is to be taken off the list.
    expect(result.outcome.kind === "exact", difference).toBe(!isException);
  });
});

describe("exceptions.json", () => {
  it("lists recordings that there are, each with its reason", () => {
    const known = cases.flatMap(({ profile, name, traces }) =>
      [...traces.keys()].map((engine) => `${profile}/${name} ${engine}`),
    );
    for (const [recording, reason] of Object.entries(exceptions)) {
      expect(known).toContain(recording);
      expect(reason.length, `${recording} needs an explanation`).toBeGreaterThan(20);
    }
  });
});
