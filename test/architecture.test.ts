import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

/**
 * The floors of the house, the ground first: a file may import from its own floor and from those below it, types
 * included. Folders of one floor may know each other.
 */
const floors: readonly (readonly string[])[] = [
  ["sim"],
  ["src/manifest", "src/expression", "src/releases"],
  ["src/engine"],
  ["src/argo"],
  ["src/journal"],
  ["src/cluster"],
  ["src/timeline"],
  ["src/invariants"],
  ["src/scenario"],
  ["src/play"],
  ["src/judge"],
  ["src/search"],
  ["src/incident"],
  ["src/conformance"],
  ["src/report"],
  ["src/web"],
  ["src"],
  ["src/cli"],
];

/** The floors within the engine. Those that execute templates are one, because templates execute templates. */
const engineFloors: readonly (readonly string[])[] = [
  ["model"],
  ["variables"],
  ["substitution"],
  ["arguments"],
  ["loops"],
  ["templates"],
  ["reconcile"],
  ["synchronization"],
  ["memoization"],
  ["metrics"],
  ["shutdown"],
  ["pods"],
  ["task-set"],
  ["reconciliation"],
  ["hooks", "exit-handlers", "execution", "steps", "dag"],
  ["validation"],
  ["garbage-collection"],
  ["artifact-gc"],
  ["cron"],
  ["workflow"],
];

/** Arrows that still lead up. Each is a debt; none may be added. */
const arrowsUp: readonly string[] = [];

/** Circles of imports are allowed where something is defined by recursion, and nowhere else. */
const recursions: Readonly<Record<string, readonly string[]>> = {
  "a template executes the templates of its steps, tasks, hooks and exit handlers": [
    "src/engine/dag/depends-condition.ts",
    "src/engine/dag/execute-dag-task.ts",
    "src/engine/dag/execute-dag.ts",
    "src/engine/dag/execute-task-items.ts",
    "src/engine/execution/execute-attempt.ts",
    "src/engine/execution/execute-by-type.ts",
    "src/engine/execution/execute-template.ts",
    "src/engine/exit-handlers/exit-handler-of-node.ts",
    "src/engine/hooks/run-hook.ts",
    "src/engine/hooks/template-hooks.ts",
    "src/engine/hooks/workflow-hooks.ts",
    "src/engine/steps/execute-step-group.ts",
    "src/engine/steps/execute-steps.ts",
  ],
  "a template is validated with the templates that it calls": [
    "src/engine/validation/templates/dag.ts",
    "src/engine/validation/templates/steps.ts",
    "src/engine/validation/templates/template-holder.ts",
    "src/engine/validation/templates/template.ts",
  ],
  "builtins of expr evaluate predicates, which are expressions": [
    "src/expression/expr/builtins/predicate-builtins.ts",
    "src/expression/expr/evaluator.ts",
  ],
  "and check them": [
    "src/expression/expr/checker/check-builtin.ts",
    "src/expression/expr/checker/check-member.ts",
    "src/expression/expr/checker/checker.ts",
  ],
  "tags stand in tags": [
    "src/expression/expression-tag.ts",
    "src/expression/simple-tag.ts",
    "src/expression/template-tag.ts",
  ],
  "values of Go have methods that give values": [
    "src/expression/go/duration-type.ts",
    "src/expression/go/time.ts",
    "src/expression/value.ts",
  ],
  "scripts of jsonpath hold jsonpaths": [
    "src/expression/jsonpath/apply.ts",
    "src/expression/jsonpath/script.ts",
    "src/expression/jsonpath/token.ts",
  ],
  "a step may hold a template": ["src/manifest/types/invocation.ts", "src/manifest/types/template.ts"],
};

const mostLines = 350;
const mostFilesOfAFolder = 20;

interface Source {
  /** From the root of the repository, with `/`. */
  readonly path: string;
  readonly text: string;
  /** The files that it imports from or exports from, types included. */
  readonly imports: readonly string[];
}

const root = fileURLToPath(new URL("..", import.meta.url));

function sourcesBelow(folder: string): Source[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => {
      const file = join(entry.parentPath, entry.name);
      const path = relative(root, file).split(sep).join("/");
      const text = readFileSync(file, "utf8");
      const specifiers = text.matchAll(/\b(?:from|import)\s*\(?\s*["'](\.[^"']*)["']/g);
      const imports = Array.from(specifiers, ([, to]) =>
        join(dirname(path), to as string)
          .split(sep)
          .join("/"),
      );
      return { path, text, imports };
    });
}

/** The folder of a list of floors that a path lies in: the longest that it begins with. */
function floorOf(path: string, list: readonly (readonly string[])[]): number {
  let found = -1;
  let length = -1;
  for (const [index, folders] of list.entries()) {
    for (const folder of folders) {
      if (folder.length <= length || !path.startsWith(`${folder}/`)) continue;
      found = index;
      length = folder.length;
    }
  }
  return found;
}

function arrowsThatLeadUp(list: readonly (readonly string[])[], below: string): string[] {
  return sources
    .filter(({ path }) => path.startsWith(below))
    .flatMap(({ path, imports }) =>
      imports
        .filter((imported) => imported.startsWith(below))
        .filter((to) => floorOf(to.slice(below.length), list) > floorOf(path.slice(below.length), list))
        .map((imported) => `${path} -> ${imported}`),
    )
    .filter((arrow) => !arrowsUp.includes(arrow));
}

/** Sets of files that all import each other, directly or not (Tarjan's strongly connected components). */
function circles(): string[][] {
  const importsOf = new Map(sources.map(({ path, imports }) => [path, imports]));
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (path: string): void => {
    index.set(path, index.size);
    low.set(path, index.get(path) as number);
    stack.push(path);
    for (const next of importsOf.get(path) ?? []) {
      if (!importsOf.has(next)) continue;
      if (!index.has(next)) visit(next);
      if (stack.includes(next)) low.set(path, Math.min(low.get(path) as number, low.get(next) as number));
    }
    if (low.get(path) !== index.get(path)) return;
    const circle = stack.splice(stack.indexOf(path));
    if (circle.length > 1) found.push(circle.sort());
  };
  for (const { path } of sources) if (!index.has(path)) visit(path);
  return found.sort(([left = ""], [right = ""]) => (left < right ? -1 : 1));
}

const sources = ["sim", "src"].flatMap(sourcesBelow);

describe("the house", () => {
  it("has every file on a floor", () => {
    expect(sources.filter(({ path }) => floorOf(path, floors) < 0).map(({ path }) => path)).toEqual([]);
  });

  it("knows only what lies on the same floor or below", () => {
    expect(arrowsThatLeadUp(floors, "")).toEqual([]);
  });

  it("knows only what lies below within the engine, too", () => {
    expect(arrowsThatLeadUp(engineFloors, "src/engine/")).toEqual([]);
  });

  it("has no circles of imports but true recursions", () => {
    const allowed = Object.values(recursions).map((files) => [...files].sort());
    expect(circles()).toEqual(allowed.sort(([left = ""], [right = ""]) => (left < right ? -1 : 1)));
  });

  it(`has files of at most ${mostLines} lines`, () => {
    const long = sources.filter(({ text }) => text.trimEnd().split("\n").length > mostLines);
    expect(long.map(({ path }) => path)).toEqual([]);
  });

  it(`has folders of at most ${mostFilesOfAFolder} files`, () => {
    const counts = new Map<string, number>();
    for (const { path } of sources) counts.set(dirname(path), (counts.get(dirname(path)) ?? 0) + 1);
    expect([...counts].filter(([, count]) => count > mostFilesOfAFolder).map(([folder]) => folder)).toEqual([]);
  });
});

describe("docs/architecture.md", () => {
  const page = readFileSync(join(root, "docs/architecture.md"), "utf8");
  const named = Array.from(page.matchAll(/`((?:sim|src|test)\/[^`]+\.ts)`/g), ([, path]) => path as string);

  it("names files that are there", () => {
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it("has the floors that this test has, in their order", () => {
    const foldersOf = (table: string) => Array.from(table.matchAll(/^\| (`.*?`) \|/gm), ([, cell = ""]) => cell);
    const inPage = (table: string) => foldersOf(table).flatMap((cell) => cell.replaceAll("`", "").split(" "));
    const [, house = "", engine = ""] = page.split("| floor | what is there |");
    const isThere = (folder: string) => sources.some(({ path }) => path.startsWith(`${folder}/`));
    expect(inPage(house)).toEqual(floors.flat().filter(isThere));
    expect(inPage(engine.split("### Circles")[0] as string)).toEqual(engineFloors.flat());
  });

  it("tells the way of argo terminate in at most eight files", () => {
    const [, way = ""] = page.split("## The way of `argo terminate`");
    const steps = way.split("\n").filter((line) => /^\d+\. `src\//.test(line));
    expect(steps.length).toBeGreaterThan(0);
    expect(steps.length).toBeLessThanOrEqual(8);
  });
});
