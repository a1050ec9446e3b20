import { existsSync } from "node:fs";
import { recordedWorld } from "../src/cluster/world.ts";
import { conform } from "../src/conformance/conform.ts";
import { findRecordedCases } from "../src/conformance/find-recorded-cases.ts";
import type { RecordedCase } from "../src/conformance/recorded-case.ts";
import { playScenario } from "../src/judge/play-scenario.ts";
import type { LoadedScenario } from "../src/scenario/load-scenario.ts";
import { formatRate, type Table } from "./table.ts";

/** As `drydock conform` has it. */
const reconcileLimit = 600;

/**
 * How many recorded cases are done in a second of CPU time, each on all releases that it was recorded on: with all that
 * `drydock conform` does (read the scenario once, play it, read the recordings, compare), and the playing alone. The
 * first round compiles the code as it goes.
 */
export function recordedCasesTable(): Table {
  const folder = process.env.RECORDED_CASES ?? "test/conformance/golden";
  const cases = existsSync(folder) ? findRecordedCases(folder) : [];
  const rows = ["first round", "second round", "third round"].map((round) => {
    const { count, total, playing } = timeOf(cases);
    return [round, String(count), formatRate(count / total), formatRate(count / playing)];
  });
  return {
    title: `Recorded cases of ${folder} on all releases, per CPU second`,
    header: ["", "cases", "read, played and compared", "played"],
    rows,
  };
}

function timeOf(cases: readonly RecordedCase[]): { count: number; total: number; playing: number } {
  let playing = 0;
  const play = (scenario: LoadedScenario, engine: string) => {
    const start = cpuSeconds();
    const played = playScenario(scenario, engine, { invariants: [], reconcileLimit, world: recordedWorld });
    playing += cpuSeconds() - start;
    return played;
  };
  const start = cpuSeconds();
  let count = 0;
  const options = { play, now: () => performance.now(), searchPlays: 0 };
  for (const _ of conform(cases, options)) count++;
  return { count, total: cpuSeconds() - start, playing };
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
