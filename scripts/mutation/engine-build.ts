import { relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { type Plugin, rolldown } from "rolldown";
import { FileMutator, type Mutant } from "./mutants.ts";

/** One script that holds a judge's tests and the engine with all of its mutants. */
export interface EngineBuild {
  /** The body of a function of `require`, `module`, `exports`, `__mutation` and `__tests`. */
  readonly code: string;
  readonly mutants: readonly Mutant[];
  /** What the script requires. */
  readonly packages: readonly string[];
}

const entry = "\0tests";

export async function buildEngine(testFiles: readonly string[]): Promise<EngineBuild> {
  const mutants: Mutant[] = [];
  const isTest = new Set(testFiles.map((file) => resolve(file)));
  const plugin: Plugin = {
    name: "mutants",
    resolveId: (id) => (id === entry ? id : null),
    load: (id) =>
      id === entry ? testFiles.map((file) => `import ${JSON.stringify(resolve(file))};`).join("\n") : null,
    transform: (code, id) => {
      if (id === entry || !id.endsWith(".ts")) return null;
      const file = relative(process.cwd(), id);
      const text = isMutated(file) ? mutated(file, code, mutants) : code;
      const located = text.replaceAll("import.meta.url", JSON.stringify(pathToFileURL(id).href));
      return { code: isTest.has(id) ? `__tests.begin(${JSON.stringify(file)});${located}` : located };
    },
  };
  const packages = new Set<string>();
  const bundle = await rolldown({
    input: entry,
    plugins: [plugin],
    platform: "node",
    treeshake: false,
    external: (id) => {
      const isPackage = id !== entry && !id.startsWith(".") && !id.startsWith("/");
      if (isPackage) packages.add(id);
      return isPackage;
    },
    logLevel: "silent",
  });
  const { output } = await bundle.generate({ format: "cjs", minify: false });
  await bundle.close();
  const sorted = [...mutants].sort((one, other) => one.id - other.id);
  // What the script requires are modules of the modern kind already.
  const code = output[0].code.replaceAll(/__toESM\((.+?)(?:, 1)?\);/g, "$1;");
  return { code, mutants: sorted, packages: [...packages] };
}

/** The registers of differences between releases are data: their texts and ranges are held by their own tests. */
function isMutated(file: string): boolean {
  return file.startsWith("src/engine/") && !file.endsWith("differences.ts");
}

function mutated(file: string, code: string, mutants: Mutant[]): string {
  const mutator = new FileMutator(file, code, mutants.length);
  const text = mutator.rewrite();
  mutants.push(...mutator.mutants);
  return text;
}

/** What the script may require, loaded once. */
export async function loadPackages(names: readonly string[]): Promise<ReadonlyMap<string, unknown>> {
  const loaded = new Map<string, unknown>();
  for (const name of names) {
    if (name === "vitest") continue;
    loaded.set(name, await import(name));
  }
  return loaded;
}
