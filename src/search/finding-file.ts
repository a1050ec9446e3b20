import { basename, dirname, join, relative, sep } from "node:path";
import { parse, stringify } from "yaml";
import { formatTime } from "../../sim/time.ts";
import type { LoadedScenario } from "../scenario/load-scenario.ts";
import type { PodRule, ScenarioAction } from "../scenario/schema.ts";
import type { SearchFinding } from "./finding.ts";
import type { Variant } from "./variant.ts";

/** A scenario file that shows findings. */
export interface FindingFile {
  readonly path: string;
  readonly text: string;
  /** Several, when one variant shows them all. */
  readonly findings: readonly [SearchFinding, ...SearchFinding[]];
}

export interface FindingFileOptions {
  /** The folder that the files will be in, as it was named. */
  readonly folder: string;
  /** The text of the scenario or manifest that was searched. */
  readonly source: string;
  /** The command line that found them. */
  readonly command: string;
}

/** The scenario files for findings: one for each variant, named after the scenario, the release and the invariant. */
export function findingFiles(
  loaded: LoadedScenario,
  findings: readonly SearchFinding[],
  options: FindingFileOptions,
): readonly FindingFile[] {
  const names = new Map<string, number>();
  return sameVariants(findings).map((group) => {
    const [{ engine, violations }] = group;
    const stem = `${loaded.name}.${engine}.${violations[0].invariant}`;
    const number = (names.get(stem) ?? 0) + 1;
    names.set(stem, number);
    const path = join(options.folder, `${stem}${number === 1 ? "" : `.${number}`}.scenario.yaml`);
    return { path, text: fileText(loaded, group, options), findings: group };
  });
}

/** Findings by variant: what one scenario shows needs one file. */
function sameVariants(findings: readonly SearchFinding[]): readonly (readonly [SearchFinding, ...SearchFinding[]])[] {
  const groups = new Map<string, [SearchFinding, ...SearchFinding[]]>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.engine, finding.variant]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return [...groups.values()];
}

function fileText(
  loaded: LoadedScenario,
  [finding]: readonly [SearchFinding, ...SearchFinding[]],
  { folder, source, command }: FindingFileOptions,
): string {
  const { engine, variant, violations } = finding;
  const { pods: basePods = [], actions: baseActions = [], ...base } = baseFields(loaded, source, folder);
  const { pods, actions } = writtenVariant(variant);
  const scenario = {
    name: `${loaded.name}: ${violations[0].invariant}`,
    description: violations.map(({ message }) => message).join("\n"),
    engine,
    ...base,
    ...notEmpty("pods", [...pods, ...(basePods as readonly unknown[])]),
    ...notEmpty("actions", [...(baseActions as readonly unknown[]), ...actions]),
    expect: { violates: [...new Set(violations.map(({ invariant }) => invariant))] },
  };
  return `# Found by: ${command}\n${stringify(scenario, { lineWidth: 120 })}`;
}

/** The fields of the scenario that was searched, without its own names and expectations. */
function baseFields(loaded: LoadedScenario, source: string, folder: string): Record<string, unknown> {
  const fromFolder = (path: string) => relative(folder, path).split(sep).join("/");
  const { manifests } = loaded.scenario;
  const isManifestItself = manifests?.length === 1 && manifests[0] === basename(loaded.path);
  if (isManifestItself) return { manifests: [fromFolder(loaded.path)] };
  const fields = Object.entries(parse(source) as Record<string, unknown>);
  const kept = Object.fromEntries(fields.filter(([field]) => !replacedFields.includes(field)));
  if (manifests === undefined) return kept;
  return { ...kept, manifests: manifests.map((path) => fromFolder(join(dirname(loaded.path), path))) };
}

const replacedFields = ["$schema", "name", "description", "links", "engine", "expect"];

function writtenVariant({ pods, actions }: Variant): { pods: object[]; actions: object[] } {
  return { pods: pods.map(writtenRule), actions: actions.map(writtenAction) };
}

function writtenRule({ pending, run, onSigterm, ...rule }: PodRule): object {
  return {
    ...rule,
    ...(pending !== undefined && { pending: formatTime(pending) }),
    ...(run !== undefined && { run: formatTime(run) }),
    ...(onSigterm !== undefined && { onSigterm: onSigterm === "ignore" ? onSigterm : formatTime(onSigterm) }),
  };
}

function writtenAction({ at, when, after, ...action }: ScenarioAction): object {
  return {
    ...(at !== undefined && { at: formatTime(at) }),
    ...(when !== undefined && { when }),
    ...(after !== undefined && { after: formatTime(after) }),
    ...action,
  };
}

function notEmpty(field: string, items: readonly unknown[]): Record<string, unknown> {
  return items.length === 0 ? {} : { [field]: items };
}
