import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

/** A source file: its path from the root of the repository, with `/`, and its text. */
interface Source {
  readonly path: string;
  readonly text: string;
}

const root = fileURLToPath(new URL("..", import.meta.url));
const maximumLines = 400;

/** What a run may not depend on: the wall clock, randomness without a seed, the machine's language and time zone. */
const uncontrolled: readonly RegExp[] = [
  /\bDate\.now\b/g,
  /\bnew Date\b(?!\s*\(\s*[^\s)])/g,
  /(?<!new )(?<![.\w])Date\(/g,
  /\bperformance\.now\b/g,
  /\bhrtime\b/g,
  /\bMath\.random\b/g,
  /\brandom(?:UUID|Bytes|Int)\b/g,
  /\bgetRandomValues\b/g,
  /\bset(?:Timeout|Interval|Immediate)\b/g,
  /\blocaleCompare\b/g,
  /\bIntl\./g,
  /\.toLocale\w+/g,
  /\.getTimezoneOffset\b/g,
];

/** Which folders the files of a folder may not import. */
const layers: readonly { readonly of: string; readonly forbidden: readonly string[] }[] = [
  { of: "sim/", forbidden: ["src/"] },
  { of: "src/engine/", forbidden: ["src/cluster/", "src/scenario/", "src/report/", "src/cli/"] },
];

function sourcesBelow(folder: string): Source[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ path: relative(root, file).split(sep).join("/"), text: readFileSync(file, "utf8") }));
}

/** The text with the lines emptied that are comment from start to end: those may name what code may not use. */
function codeOf({ text }: Source): string {
  return text.replace(/^[ \t]*(?:\/\/|\/\*|\*).*$/gm, "");
}

function uncontrolledUses(source: Source): string[] {
  const code = codeOf(source);
  const lineOf = (position: number) => code.slice(0, position).split("\n").length;
  return uncontrolled
    .flatMap((pattern) => [...code.matchAll(pattern)])
    .map((match) => `${source.path}:${lineOf(match.index)}: ${match[0]}`);
}

/** The files of the repository that a source imports, exports from or imports dynamically. */
function importsOf({ path, text }: Source): string[] {
  const specifiers = text.matchAll(/\b(?:from|import)\s*\(?\s*["'](\.[^"']*)["']/g);
  return Array.from(specifiers, ([, specifier]) =>
    join(dirname(path), specifier as string)
      .split(sep)
      .join("/"),
  );
}

function forbiddenImports(source: Source): string[] {
  const forbidden = layers.filter(({ of }) => source.path.startsWith(of)).flatMap((layer) => layer.forbidden);
  return importsOf(source)
    .filter((imported) => forbidden.some((folder) => imported.startsWith(folder)))
    .map((imported) => `${source.path} imports ${imported}`);
}

function excessiveLength({ path, text }: Source): string[] {
  const lines = text.trimEnd().split("\n").length;
  return lines > maximumLines ? [`${path} has ${lines} lines, more than ${maximumLines}`] : [];
}

const sources = ["sim", "src"].flatMap(sourcesBelow);

describe("the sources", () => {
  it("are found", () => {
    expect(sources.map(({ path }) => path)).toEqual(expect.arrayContaining(["sim/loop.ts", "src/index.ts"]));
  });

  it("use no clock, no randomness and no locale but those of the simulation", () => {
    const simulated = sources.filter(({ path }) => !path.startsWith("src/cli/"));
    expect(simulated.flatMap(uncontrolledUses)).toEqual([]);
  });

  it("import only what their layer may", () => {
    expect(sources.flatMap(forbiddenImports)).toEqual([]);
  });

  it(`have at most ${maximumLines} lines each`, () => {
    expect(sources.flatMap(excessiveLength)).toEqual([]);
  });
});

describe("the rules", () => {
  const uses = (line: string) => uncontrolledUses({ path: "sim/example.ts", text: line }).length > 0;

  it.each([
    "const now = Date.now();",
    "const now = new Date();",
    "const now = new Date( );",
    "const now = new Date;",
    "const now = Date();",
    "const { now } = performance; performance.now();",
    "const draw = Math.random();",
    "items.sort(() => 0.5 - Math.random());",
    "const id = randomUUID();",
    "setTimeout(run, 5);",
    "globalThis.setInterval(run, 5);",
    "names.sort((left, right) => left.localeCompare(right));",
    "new Intl.NumberFormat();",
    "count.toLocaleString();",
    "date.getTimezoneOffset();",
  ])("forbid %s", (line) => {
    expect(uses(line)).toBe(true);
  });

  it.each([
    "const finished = new Date(time);",
    "const finished = new Date(\n  time,\n);",
    "formatDate(time);",
    "const parsed = Date.parse(text);",
    "// never Date.now()",
    " * never Date.now()",
    "const { random } = streams;",
  ])("allow %s", (line) => {
    expect(uses(line)).toBe(false);
  });

  it("name the file, the line and the offence", () => {
    const text = "/**\n * Never Math.random().\n */\n\n  // Never.\nconst draw = Math.random();\n";
    expect(uncontrolledUses({ path: "sim/example.ts", text })).toEqual(["sim/example.ts:6: Math.random"]);
  });

  it("see every way to import", () => {
    const text = [
      'import { a } from "../cluster/kubelet.ts";',
      'import type { b } from "../report/tree.ts";',
      'export * from "../scenario/load.ts";',
      'import "../cli/main.ts";',
      'const c = await import("../../src/cli/run.ts");',
      'import { d } from "./allowed.ts";',
      'import { e } from "yaml";',
    ].join("\n");
    expect(forbiddenImports({ path: "src/engine/example.ts", text })).toEqual([
      "src/engine/example.ts imports src/cluster/kubelet.ts",
      "src/engine/example.ts imports src/report/tree.ts",
      "src/engine/example.ts imports src/scenario/load.ts",
      "src/engine/example.ts imports src/cli/main.ts",
      "src/engine/example.ts imports src/cli/run.ts",
    ]);
    const kernel = { path: "sim/example.ts", text: 'import { x } from "../src/index.ts";' };
    expect(forbiddenImports(kernel)).toEqual(["sim/example.ts imports src/index.ts"]);
  });

  it("count lines", () => {
    const ofLength = (lines: number) => ({ path: "sim/example.ts", text: "x\n".repeat(lines) });
    expect(excessiveLength(ofLength(maximumLines))).toEqual([]);
    expect(excessiveLength(ofLength(maximumLines + 1))).toHaveLength(1);
  });
});
