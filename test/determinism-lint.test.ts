import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

/** A source file: its path from the root of the repository, with `/`, and its text. */
interface Source {
  readonly path: string;
  readonly text: string;
}

const root = fileURLToPath(new URL("..", import.meta.url));

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

const sources = ["sim", "src"].flatMap(sourcesBelow);

describe("the sources", () => {
  it("are found", () => {
    expect(sources.map(({ path }) => path)).toEqual(expect.arrayContaining(["sim/loop.ts", "src/index.ts"]));
  });

  it("use no clock, no randomness and no locale but those of the simulation", () => {
    const simulated = sources.filter(({ path }) => !path.startsWith("src/cli/"));
    expect(simulated.flatMap(uncontrolledUses)).toEqual([]);
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
});
