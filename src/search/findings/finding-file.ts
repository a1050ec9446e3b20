import { basename, dirname, join, relative } from "pathe";
import type { ChoiceTape } from "../../../sim/choice/choice-tape.ts";
import { scriptWith } from "../../../sim/choice/deviations.ts";
import { printableLine } from "../../manifest/printable-line.ts";
import type { JsonObject } from "../../manifest/types.ts";
import { writeYaml } from "../../manifest/write-yaml.ts";
import { parseYamlText } from "../../manifest/yaml-document.ts";
import type { LoadedScenario } from "../../scenario/load-scenario.ts";
import { valuesAsWritten } from "../../scenario/values-as-written.ts";
import type { SearchFinding } from "./finding.ts";
import { type Readable, type ReadableParts, readableParts } from "./readable-parts.ts";
import type { Shown } from "./shows-findings.ts";

/** A scenario file that shows findings. */
export interface FindingFile {
  readonly path: string;
  readonly text: string;
  /** What the file adds to the scenario that was searched. */
  readonly parts: ReadableParts;
  /** Several, when the same choices show them all. */
  readonly findings: readonly [SearchFinding, ...SearchFinding[]];
}

export interface FindingFileOptions {
  /** The folder that the files will be in, as it was named. */
  readonly folder: string;
  /** The text of the scenario or manifest that was searched. */
  readonly source: string;
  /** The command line that found them. */
  readonly command: string;
  /** All choices of the run that shows a finding, those that obeyed among them. */
  readonly tapeOf: (finding: SearchFinding) => ChoiceTape;
  /** Whether a scenario file of this path and text shows the same violations as the findings. */
  readonly shows: (path: string, text: string, findings: readonly SearchFinding[]) => Shown;
}

/** The more of the choices a scenario tells in its own fields the better it is read; some cannot be told so exactly. */
const waysToTell: readonly Readable[] = [
  new Set(["pods", "actions", "faults"] as const),
  new Set(["actions", "faults"] as const),
  new Set(["pods", "actions"] as const),
  new Set(["pods"] as const),
  new Set(["actions"] as const),
  new Set(),
];

/** The scenario files for findings: one for each run, named after the scenario, the release and the invariant. */
export function findingFiles(
  loaded: LoadedScenario,
  findings: readonly SearchFinding[],
  options: FindingFileOptions,
): readonly FindingFile[] {
  const names = new Map<string, number>();
  return ofTheSameRuns(findings).map((group) => {
    const [{ engine, violations }] = group;
    const stem = `${fileName(loaded.name)}.${engine}.${violations[0].invariant}`;
    const number = (names.get(stem) ?? 0) + 1;
    names.set(stem, number);
    const path = join(options.folder, `${stem}${number === 1 ? "" : `.${number}`}.scenario.yaml`);
    return { path, ...written(loaded, group, path, options), findings: group };
  });
}

/** The name of a scenario, which may hold anything, as a part of the name of a file in the same folder. */
function fileName(name: string): string {
  const words = name.split(/[/\\:*?"<>|\p{C}\p{Z}]+/u).filter((word) => /[^.]/.test(word));
  return Array.from(words.join(" ")).slice(0, longestFileName).join("").trim() || "scenario";
}

/** In characters of up to four bytes, so that what follows has room in the 255 bytes that file systems allow. */
const longestFileName = 40;

/** What one scenario shows needs one file. */
function ofTheSameRuns(findings: readonly SearchFinding[]): readonly (readonly [SearchFinding, ...SearchFinding[]])[] {
  const groups = new Map<string, [SearchFinding, ...SearchFinding[]]>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.engine, ...scriptWith(finding.deviations)]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return [...groups.values()];
}

/**
 * The first of the ways to tell the choices that shows what was found, without anything to warn of. Where the scenario
 * that was searched has rules without effect, there is always something to warn of, and the last way is taken, which says
 * nothing but the choices.
 */
function written(
  loaded: LoadedScenario,
  group: readonly [SearchFinding, ...SearchFinding[]],
  path: string,
  options: FindingFileOptions,
): Pick<FindingFile, "text" | "parts"> {
  const tape = options.tapeOf(group[0]);
  let last: Pick<FindingFile, "text" | "parts"> | undefined;
  let warned: Pick<FindingFile, "text" | "parts"> | undefined;
  for (const readable of waysToTell) {
    const parts = readableParts(tape, readable);
    const text = fileText(loaded, group[0], parts, options);
    if (text === last?.text) continue;
    last = { text, parts };
    const shown = options.shows(path, text, group);
    if (shown === "shown") return last;
    if (shown === "shownWithWarnings") warned = last;
  }
  if (warned !== undefined) return warned;
  throw new Error(`the choices of ${path} do not show what they were found to violate`);
}

function fileText(
  loaded: LoadedScenario,
  { engine, violations }: SearchFinding,
  { pods, actions, faults, choices }: ReadableParts,
  { folder, source, command }: FindingFileOptions,
): string {
  const base = baseFields(loaded, source, folder);
  const { pods: basePods, actions: baseActions, faults: baseFaults, choices: baseChoices, ...others } = base;
  const scenario = {
    name: `${loaded.name}: ${violations[0].invariant}`,
    description: violations.map(({ message }) => message).join("\n"),
    engine,
    ...others,
    ...notEmpty("pods", [...pods, ...listOf(basePods)]),
    ...notEmpty("actions", [...listOf(baseActions), ...actions]),
    ...notEmpty("faults", [...listOf(baseFaults), ...faults]),
    ...choicesField({ ...(baseChoices as ReadableParts["choices"] | undefined), ...choices }),
    expect: { violates: [...new Set(violations.map(({ invariant }) => invariant))] },
  };
  return `# Found by: ${printableLine(command)}\n${writeYaml(scenario)}`;
}

/** The fields of the scenario that was searched, without its own names and expectations. */
function baseFields(loaded: LoadedScenario, source: string, folder: string): Record<string, unknown> {
  const fromFolder = (path: string) => relative(folder, path);
  const { manifests } = loaded.scenario;
  const isManifestItself = manifests?.length === 1 && manifests[0] === basename(loaded.path);
  if (isManifestItself) return { manifests: [fromFolder(loaded.path)] };
  const [document] = parseYamlText(loaded.path, source).documents;
  if (document === undefined) throw new Error(`${loaded.path} was read without its text`);
  const fields = Object.entries(valuesAsWritten(document).value as JsonObject);
  const kept = Object.fromEntries(fields.filter(([field]) => !replacedFields.includes(field)));
  if (manifests === undefined) return kept;
  return { ...kept, manifests: manifests.map((path) => fromFolder(join(dirname(loaded.path), path))) };
}

const replacedFields = ["$schema", "name", "description", "links", "engine", "expect"];

function listOf(field: unknown): readonly unknown[] {
  return (field ?? []) as readonly unknown[];
}

function notEmpty(field: string, items: readonly unknown[]): Record<string, unknown> {
  return items.length === 0 ? {} : { [field]: items };
}

function choicesField(choices: ReadableParts["choices"]): Record<string, unknown> {
  return Object.keys(choices).length === 0 ? {} : { choices };
}
