import { basename, dirname, join } from "node:path";
import type { Diagnostic, SourcePosition } from "../manifest/diagnostic.ts";
import { type LoadedObject, loadManifests, type ManifestSource } from "../manifest/load-manifests.ts";
import { didYouMean } from "../manifest/nearest-name.ts";
import { type DocumentPath, parseYamlText, type YamlDocument } from "../manifest/yaml-document.ts";
import { inlineManifests } from "./inline-manifests.ts";
import type { ReadFile } from "./read-file.ts";
import type { ScenarioProblem } from "./scenario-problem.ts";
import { type Scenario, scenarioSchema } from "./schema.ts";
import { readBySchema } from "./schema-diagnostics.ts";

export type ScenarioDiagnostic = Diagnostic<ScenarioProblem>;

/** A scenario with its manifests, ready to be played on any release. */
export interface LoadedScenario {
  /** The file it was read from, as it was named. */
  readonly path: string;
  readonly name: string;
  readonly scenario: Scenario;
  /** The objects of the manifests, in order. */
  readonly objects: readonly LoadedObject[];
  /** Where the field at `path` of the scenario was written. */
  position(path: DocumentPath): SourcePosition;
}

export interface ScenarioLoadResult {
  /** Absent when there is an error among the diagnostics. */
  readonly scenario?: LoadedScenario;
  readonly diagnostics: readonly ScenarioDiagnostic[];
  /** The texts that were read, by file, to show the place that a diagnostic speaks of. */
  readonly texts: ReadonlyMap<string, string>;
}

/**
 * Loads a scenario file and the manifests that it names. A manifest by itself is a scenario too: its workflows are
 * submitted at once, and every pod succeeds.
 */
export function loadScenario(path: string, readFile: ReadFile): ScenarioLoadResult {
  return new ScenarioLoader(path, readFile).load();
}

class ScenarioLoader {
  readonly #path: string;
  readonly #readFile: ReadFile;
  readonly #texts = new Map<string, string>();
  readonly #diagnostics: ScenarioDiagnostic[] = [];

  constructor(path: string, readFile: ReadFile) {
    this.#path = path;
    this.#readFile = readFile;
  }

  load(): ScenarioLoadResult {
    const scenario = this.#load();
    const isUsable = scenario !== undefined && this.#diagnostics.every(({ severity }) => severity !== "error");
    return { ...(isUsable && { scenario }), diagnostics: this.#diagnostics, texts: this.#texts };
  }

  #load(): LoadedScenario | undefined {
    const text = this.#read(this.#path, { file: this.#path, line: 1, column: 1 });
    if (text === undefined) return undefined;
    const { documents, diagnostics } = parseYamlText(this.#path, text);
    const [document] = documents;
    if (document === undefined || diagnostics.some(({ severity }) => severity === "error")) {
      this.#diagnostics.push(...diagnostics);
      return undefined;
    }
    if (documents.length > 1 || isManifest(document)) return this.#loadManifest(document, text);
    this.#diagnostics.push(...diagnostics);
    return this.#loadScenarioFile(document, text);
  }

  #loadManifest(document: YamlDocument, text: string): LoadedScenario {
    const objects = this.#loadObjects([{ path: this.#path, text }]);
    const scenario = scenarioSchema.parse({ manifests: [basename(this.#path)] });
    return this.#checked({
      path: this.#path,
      name: nameOf(this.#path),
      scenario,
      objects,
      position: document.position,
    });
  }

  #loadScenarioFile(document: YamlDocument, text: string): LoadedScenario | undefined {
    const read = readBySchema(scenarioSchema, document);
    if (!read.ok) {
      this.#diagnostics.push(...read.diagnostics);
      return undefined;
    }
    const scenario = read.value;
    const sources = [...this.#manifestFiles(scenario, document), ...inlineManifests(this.#path, text, scenario)];
    const objects = this.#loadObjects(sources);
    const name = scenario.name ?? nameOf(this.#path);
    return this.#checked({ path: this.#path, name, scenario, objects, position: document.valuePosition });
  }

  #manifestFiles(scenario: Scenario, document: YamlDocument): ManifestSource[] {
    return (scenario.manifests ?? []).flatMap((file, index) => {
      const path = join(dirname(this.#path), file);
      const text = this.#read(path, document.valuePosition(["manifests", index]));
      return text === undefined ? [] : [{ path, text }];
    });
  }

  #loadObjects(sources: readonly ManifestSource[]): readonly LoadedObject[] {
    for (const { path, text } of sources) this.#texts.set(path, text);
    const { objects, diagnostics } = loadManifests(sources);
    this.#diagnostics.push(...diagnostics);
    return objects;
  }

  #read(path: string, source: SourcePosition): string | undefined {
    const read = this.#readFile(path);
    if (read.ok) {
      this.#texts.set(path, read.text);
      return read.text;
    }
    this.#diagnostics.push({ severity: "error", code: "missing-file", message: read.error, source });
    return undefined;
  }

  /** Checks what the scenario says about the objects of its manifests. */
  #checked(loaded: LoadedScenario): LoadedScenario {
    if (this.#diagnostics.some(({ severity }) => severity === "error")) return loaded;
    const workflows = loaded.objects.filter(({ kind }) => kind === "Workflow").map(({ name }) => name);
    if (!loaded.objects.some(({ kind }) => kind === "Workflow" || kind === "CronWorkflow")) {
      const hint = "A scenario plays at least one Workflow or CronWorkflow.";
      const source = loaded.position(["manifests"]);
      this.#diagnostics.push({
        severity: "error",
        code: "no-workflow",
        message: "there is no workflow to play",
        source,
        hint,
      });
    }
    for (const [index, { workflow }] of (loaded.scenario.submit ?? []).entries()) {
      this.#expectWorkflow(workflow, workflows, loaded.position(["submit", index, "workflow"]));
    }
    return loaded;
  }

  #expectWorkflow(name: string, known: readonly string[], source: SourcePosition): void {
    if (known.includes(name)) return;
    const hint = didYouMean(name, known) ?? `The workflows of the manifests are ${known.join(", ")}.`;
    this.#diagnostics.push({
      severity: "error",
      code: "unknown-name",
      message: `unknown workflow "${name}"`,
      source,
      hint,
    });
  }
}

function isManifest({ value }: YamlDocument): boolean {
  return typeof value === "object" && value !== null && ("kind" in value || "apiVersion" in value);
}

function nameOf(path: string): string {
  return basename(path).replace(/(\.scenario)?\.(ya?ml|json)$/, "");
}
