import { PersistentMap } from "../sim/persistent-map.ts";
import { type Contender, type Measurement, measure } from "./measure.ts";
import { formatRate, formatRatio, type Table } from "./table.ts";

interface Node {
  readonly phase: number;
}

/** How many entries change between two snapshots; a step of a workflow changes a handful of nodes. */
const changesPerBranch = 10;

function keysOf(size: number): string[] {
  return Array.from({ length: size }, (_, index) => `workflow-${index * 7919}`);
}

/** Every branch starts from the same version, changes some entries, and is left for the next one. */
function branching(size: number, branches: number): Contender[] {
  const keys = keysOf(size);
  const entries = keys.map((key): [string, Node] => [key, { phase: 0 }]);
  const original = new Map(entries);
  const persistent = PersistentMap.from<string, Node>(entries);
  const changedKey = (branch: number, change: number) => keys[(branch * 31 + change * 97) % size] as string;
  return [
    {
      name: "cloned Map",
      prepare: () => () => {
        for (let branch = 0; branch < branches; branch++) {
          const copy = new Map(original);
          for (let change = 0; change < changesPerBranch; change++) copy.set(changedKey(branch, change), { phase: 1 });
        }
        return branches;
      },
    },
    {
      name: "persistent map",
      prepare: () => () => {
        for (let branch = 0; branch < branches; branch++) {
          let copy = persistent;
          for (let change = 0; change < changesPerBranch; change++) {
            copy = copy.set(changedKey(branch, change), { phase: 1 });
          }
        }
        return branches;
      },
    },
  ];
}

function reading(size: number): Contender[] {
  const keys = keysOf(size);
  const entries = keys.map((key): [string, Node] => [key, { phase: 1 }]);
  const rounds = Math.ceil(400_000 / size);
  const read = (map: { get(key: string): Node | undefined }) => () => () => {
    let sum = 0;
    for (let round = 0; round < rounds; round++) for (const key of keys) sum += map.get(key)?.phase ?? 0;
    return sum;
  };
  return [
    { name: "cloned Map", prepare: read(new Map(entries)) },
    { name: "persistent map", prepare: read(PersistentMap.from<string, Node>(entries)) },
  ];
}

function iterating(size: number): Contender[] {
  const entries = keysOf(size).map((key): [string, Node] => [key, { phase: 1 }]);
  const rounds = Math.ceil(400_000 / size);
  const iterate = (map: { values(): Iterable<Node> }) => () => () => {
    let sum = 0;
    for (let round = 0; round < rounds; round++) for (const { phase } of map.values()) sum += phase;
    return sum;
  };
  return [
    { name: "cloned Map", prepare: iterate(new Map(entries)) },
    { name: "persistent map", prepare: iterate(PersistentMap.from<string, Node>(entries)) },
  ];
}

/** One change before each iteration, as a simulation has it: the persistent map then lists its entries anew. */
function changingAndIterating(size: number): Contender[] {
  const keys = keysOf(size);
  const entries = keys.map((key): [string, Node] => [key, { phase: 1 }]);
  const rounds = Math.ceil(400_000 / size);
  const map = new Map(entries);
  let persistent = PersistentMap.from<string, Node>(entries);
  const iterate = (changed: (key: string) => { values(): Iterable<Node> }) => () => () => {
    let sum = 0;
    for (let round = 0; round < rounds; round++) {
      for (const { phase } of changed(keys[round % size] as string).values()) sum += phase;
    }
    return sum;
  };
  return [
    { name: "cloned Map", prepare: iterate((key) => map.set(key, { phase: 1 })) },
    {
      name: "persistent map",
      prepare: iterate((key) => {
        persistent = persistent.set(key, { phase: 1 });
        return persistent;
      }),
    },
  ];
}

function row(label: string, size: number, [cloned, persistent]: Measurement[]): string[] {
  if (cloned === undefined || persistent === undefined) throw new Error("two contenders were measured");
  return [
    `${label}, ${size} entries`,
    ...[cloned.rate, persistent.rate].map(formatRate),
    formatRatio(persistent.ratio),
  ];
}

/** What a branch of the state costs with the persistent map and with copying, and what reading costs. */
export function persistentMapTable(): Table {
  const sizes = [100, 1000, 10_000, 100_000];
  return {
    title: `Persistent map: branches of ${changesPerBranch} changes, reads and iteration steps per CPU second`,
    header: ["", "cloned Map", "persistent", "ratio"],
    rows: [
      ...sizes.map((size) => row("branch and go back", size, measure(branching(size, Math.max(20, 1_000_000 / size))))),
      ...sizes.map((size) => row("get", size, measure(reading(size)))),
      ...sizes.map((size) => row("iterate", size, measure(iterating(size)))),
      ...sizes.map((size) => row("change one, iterate", size, measure(changingAndIterating(size)))),
    ],
  };
}
