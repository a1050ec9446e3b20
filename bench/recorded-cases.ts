import { existsSync } from "node:fs";
import { recordedWorld } from "../src/cluster/world.ts";
import { conform } from "../src/conformance/conform.ts";
import { findRecordedCases, type RecordedCase } from "../src/conformance/recorded-case.ts";
import { playScenario } from "../src/scenario/player.ts";
import { readFileFromDisk } from "../src/scenario/read-file.ts";
import { formatRate, type Table } from "./table.ts";

const engine = "v4.1.2";

/** As `drydock conform` has it. */
const reconcileLimit = 600;

/** How many recorded cases are read, played and compared in a second of CPU time: at first, and once the code is warm. */
export function recordedCasesTable(): Table {
  const folder = process.env.RECORDED_CASES ?? "test/conformance/golden";
  const cases = existsSync(folder) ? findRecordedCases(folder) : [];
  const rows = ["first round", "second round"].map((round) => [round, String(cases.length), formatRate(rateOf(cases))]);
  return {
    title: `Recorded cases of ${folder} on ${engine}: read, played and compared per CPU second`,
    header: ["", "cases", "rate"],
    rows,
  };
}

function rateOf(cases: readonly RecordedCase[]): number {
  const play = (scenario: Parameters<typeof playScenario>[0]) =>
    playScenario(scenario, engine, { reconcileLimit, world: recordedWorld });
  const start = process.cpuUsage();
  let count = 0;
  const options = { play, readFile: readFileFromDisk, now: () => performance.now(), engines: [engine], searchPlays: 0 };
  for (const _ of conform(cases, options)) count++;
  const { user, system } = process.cpuUsage(start);
  return (count * 1e6) / (user + system);
}
