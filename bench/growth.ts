import { playScenario } from "../src/judge/play-scenario.ts";
import { loadScenario } from "../src/scenario/load-scenario.ts";
import { formatRatio, type Table } from "./table.ts";

interface Shape {
  readonly name: string;
  readonly sizes: readonly number[];
  readonly manifest: (size: number) => object;
}

const work = { name: "work", container: { image: "busybox", command: ["run"] } };

function workflow(name: string, main: object): object {
  return {
    apiVersion: "argoproj.io/v1alpha1",
    kind: "Workflow",
    metadata: { name },
    spec: { entrypoint: "main", templates: [{ name: "main", ...main }, work] },
  };
}

const shapes: readonly Shape[] = [
  {
    name: "fan-out by withItems",
    sizes: [100, 1_000, 10_000, 100_000],
    manifest: (size) => {
      const withItems = Array.from({ length: size }, (_, index) => index);
      return workflow("fan-out", { steps: [[{ name: "item", template: "work", withItems }]] });
    },
  },
  {
    name: "chain of DAG tasks",
    sizes: [100, 1_000, 10_000],
    manifest: (size) => {
      const tasks = Array.from({ length: size }, (_, index) => ({
        name: `task-${index}`,
        template: "work",
        ...(index > 0 && { dependencies: [`task-${index - 1}`] }),
      }));
      return workflow("chain", { dag: { tasks } });
    },
  },
];

/** How the time per node grows with the number of nodes; each size is played once, after a warm-up. */
export function growthTable(): Table {
  const rows: string[][] = [];
  for (const { name, sizes, manifest } of shapes) {
    secondsToPlay(manifest(sizes[0] ?? 1));
    let first: number | undefined;
    for (const size of sizes) {
      const seconds = secondsToPlay(manifest(size));
      const perNode = seconds / size;
      first ??= perNode;
      const microseconds = (perNode * 1e6).toFixed(0);
      rows.push([name, String(size), seconds.toFixed(2), `${microseconds} µs`, formatRatio(perNode / first)]);
    }
  }
  return {
    title: "Growth: whole runs, loading included (CPU time)",
    header: ["shape", "nodes", "seconds", "per node", "per node, to the smallest"],
    rows,
  };
}

function secondsToPlay(manifest: object): number {
  const text = JSON.stringify(manifest);
  const start = process.cpuUsage();
  const { scenario } = loadScenario("growth.json", () => ({ ok: true, text }));
  if (scenario === undefined) throw new Error("the manifest of the benchmark does not load");
  const longEnough = { ...scenario, scenario: { ...scenario.scenario, limit: Number.MAX_SAFE_INTEGER } };
  const { end, workflows } = playScenario(longEnough, "v4.1.2", { invariants: [] });
  const { user, system } = process.cpuUsage(start);
  if (end.kind !== "quiet" || workflows[0]?.status.phase !== "Succeeded")
    throw new Error("the workflow did not succeed");
  return (user + system) / 1e6;
}
