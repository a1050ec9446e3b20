import { availableParallelism, cpus } from "node:os";
import { eventLoopTable } from "./event-loop.ts";
import { growthTable } from "./growth.ts";
import { persistentMapTable } from "./persistent-map.ts";
import { recordedCasesTable } from "./recorded-cases.ts";
import { printTable } from "./table.ts";

const benchmarks = [eventLoopTable, recordedCasesTable, growthTable, persistentMapTable];

console.log(`Node ${process.version}, ${availableParallelism()} x ${cpus()[0]?.model ?? "unknown processor"}\n`);
for (const benchmark of benchmarks) printTable(benchmark());
