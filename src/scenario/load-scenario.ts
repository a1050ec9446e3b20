import { basename, dirname, join } from "pathe";
import { validRange } from "semver";
import { choiceKinds, kindOfLabel } from "../cluster/choice-kinds.ts";
import type { ApplicableObject } from "../cluster/people/submission.ts";
import { invariantNames } from "../invariants/index.ts";
import type { Diagnostic, SourcePosition } from "../manifest/diagnostic.ts";
import {
  type LoadedObject,
  loadManifests,
  type ManifestOptions,
  type ManifestSource,
} from "../manifest/load-manifests.ts";
import { didYouMean } from "../manifest/nearest-name.ts";
import { type DocumentPath, parseYamlText, type YamlDocument } from "../manifest/yaml-document.ts";
import { releaseOf } from "../releases/index.ts";
import type { ReleaseExpectations } from "./expect-schema.ts";
import { inlineManifest, inlineManifests } from "./inline-manifests.ts";
import { notModelled } from "./not-modelled.ts";
import type { ReadFile } from "./read-file.ts";
import type { ScenarioProblem } from "./scenario-problem.ts";
import { type Scenario, type Submission, scenarioSchema } from "./schema.ts";
import { readBySchema } from "./schema-diagnostics.ts";
import { sourceName, sourceOf } from "./submissions.ts";
import { valuesAsWritten } from "./values-as-written.ts";

export type ScenarioDiagnostic = Diagnostic<ScenarioProblem>;

/** A scenario with its manifests, ready to be played on any release. */
export interface LoadedScenario {
  /** The file it was read from, as it was named. */
  readonly path: string;
  readonly name: string;
  readonly scenario: Scenario;
  /** The objects of the manifests, in order. */
  readonly objects: readonly LoadedObject[];
  /** The objects that actions apply, by the index of the action. */
  readonly applied: ReadonlyMap<number, ApplicableObject>;
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
export function loadScenario(path: string, readFile: ReadFile, options: ManifestOptions = {}): ScenarioLoadResult {
  return new ScenarioLoader(path, readFile, options).load();
}

class ScenarioLoader {
  readonly #path: string;
  readonly #readFile: ReadFile;
  readonly #options: ManifestOptions;
  readonly #texts = new Map<string, string>();
  readonly #diagnostics: ScenarioDiagnostic[] = [];

  constructor(path: string, readFile: ReadFile, options: ManifestOptions) {
    this.#path = path;
    this.#readFile = readFile;
    this.#options = options;
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
    return this.#loadScenarioFile(document);
  }

  #loadManifest(document: YamlDocument, text: string): LoadedScenario {
    const objects = this.#loadObjects([{ path: this.#path, text }]);
    const scenario = scenarioSchema.parse({ manifests: [basename(this.#path)] });
    return this.#checked({
      path: this.#path,
      name: nameOf(this.#path),
      scenario,
      objects,
      applied: new Map(),
      position: (path) => document.position(path),
    });
  }

  #loadScenarioFile(document: YamlDocument): LoadedScenario | undefined {
    const read = readBySchema(scenarioSchema, valuesAsWritten(document));
    if (!read.ok) {
      this.#diagnostics.push(...read.diagnostics);
      return undefined;
    }
    const scenario = read.value;
    const sources = [...this.#manifestFiles(scenario, document), ...inlineManifests(this.#path, document, scenario)];
    const objects = this.#loadObjects(sources);
    const applied = this.#appliedObjects(scenario, document);
    const name = scenario.name ?? nameOf(this.#path);
    return this.#checked({
      path: this.#path,
      name,
      scenario,
      objects,
      applied,
      position: (path) => document.valuePosition(path),
    });
  }

  #appliedObjects({ actions = [] }: Scenario, document: YamlDocument): ReadonlyMap<number, ApplicableObject> {
    const applied = new Map<number, ApplicableObject>();
    for (const [index, action] of actions.entries()) {
      if (action.do !== "apply") continue;
      for (const object of this.#loadObjects([
        inlineManifest(this.#path, document, action.object, ["actions", index, "object"]),
      ])) {
        if (object.kind !== "Workflow") applied.set(index, object);
        else
          this.#error("invalid-value", "a Workflow cannot be applied", object.position(["kind"]), "Submit it instead.");
      }
    }
    return applied;
  }

  #manifestFiles(scenario: Scenario, document: YamlDocument): ManifestSource[] {
    return (scenario.manifests ?? []).flatMap((file, index) => {
      const path = join(dirname(this.#path), file);
      const text = this.#read(path, document.valuePosition(["manifests", index]));
      return text === undefined ? [] : [{ path, text }];
    });
  }

  #loadObjects(sources: readonly ManifestSource[]): readonly LoadedObject[] {
    for (const source of sources) if ("text" in source) this.#texts.set(source.path, source.text);
    const { objects, diagnostics } = loadManifests(sources, this.#options);
    this.#diagnostics.push(...diagnostics);
    return objects;
  }

  #read(path: string, source: SourcePosition): string | undefined {
    const read = this.#readFile(path);
    if (read.ok) {
      this.#texts.set(path, read.text);
      return read.text;
    }
    this.#error("missing-file", read.error, source);
    return undefined;
  }

  /** Checks the names that a scenario uses, once everything could be read. */
  #checked(loaded: LoadedScenario): LoadedScenario {
    if (this.#diagnostics.some(({ severity }) => severity === "error")) return loaded;
    this.#checkWorkflows(loaded);
    for (const { message, hint, source } of notModelled([...loaded.objects, ...loaded.applied.values()])) {
      this.#diagnostics.push({ severity: "warning", code: "not-modelled", message, source, hint });
    }
    for (const [index, version] of (loaded.scenario.engine ?? []).entries()) {
      const release = releaseOf(version);
      const place = ["engine", ...(loaded.scenario.engine?.length === 1 ? [] : [index])];
      if (!release.ok) this.#error("unknown-engine", release.error, loaded.position(place));
    }
    this.#checkChoices(loaded);
    this.#checkExpectations(loaded);
    return loaded;
  }

  /** Which choices there are only a run shows, but the kind that a label begins with is known. */
  #checkChoices({ scenario, position }: LoadedScenario): void {
    const kinds = Object.keys(choiceKinds);
    for (const label of Object.keys(scenario.choices ?? {})) {
      if (kindOfLabel(label) !== undefined) continue;
      const hint = didYouMean(label.split(":")[0] ?? "", kinds) ?? `Labels begin with ${kinds.join(", ")}.`;
      this.#error("unknown-name", `unknown kind of choice in "${label}"`, position(["choices", label]), hint);
    }
  }

  #checkExpectations({ scenario, position }: LoadedScenario): void {
    const { engines = {}, ...everywhere } = scenario.expect ?? {};
    this.#checkInvariants(everywhere, ["expect"], position);
    for (const [range, sections] of Object.entries(engines)) {
      const path = ["expect", "engines", range];
      this.#checkInvariants(sections, path, position);
      if (validRange(range) !== null) continue;
      const hint = "Write a range such as <3.5.8, >=3.5.8 or 3.5.x.";
      this.#error("invalid-value", `"${range}" is not a range of releases`, position(path), hint);
    }
  }

  #checkInvariants(expect: ReleaseExpectations, path: DocumentPath, position: LoadedScenario["position"]): void {
    for (const section of ["violates", "except"] as const) {
      for (const [index, name] of (expect[section] ?? []).entries()) {
        if (invariantNames.includes(name)) continue;
        const hint = didYouMean(name, invariantNames) ?? "drydock invariants lists them.";
        this.#error("unknown-invariant", `unknown invariant "${name}"`, position([...path, section, index]), hint);
      }
    }
  }

  #checkWorkflows({ objects, scenario, position }: LoadedScenario): void {
    if (scenario.submit === undefined && !objects.some(({ kind }) => kind === "Workflow" || kind === "CronWorkflow")) {
      const hint = "Give a Workflow or CronWorkflow, or submit a template: `submit: [{from: workflowtemplate/NAME}]`.";
      this.#error("no-workflow", "there is no workflow to play", position(["manifests"]), hint);
    }
    const cronWorkflows = objects.filter(({ kind }) => kind === "CronWorkflow").map(({ name }) => name);
    for (const [index, action] of (scenario.actions ?? []).entries()) {
      if (!("cronWorkflow" in action) || cronWorkflows.includes(action.cronWorkflow ?? "")) continue;
      const hint = didYouMean(action.cronWorkflow ?? "", cronWorkflows);
      const source = position(["actions", index, "cronWorkflow"]);
      this.#error("unknown-name", `unknown CronWorkflow "${action.cronWorkflow}"`, source, hint);
    }
    for (const [index, submission] of (scenario.submit ?? []).entries()) {
      if (sourceOf(submission, objects) !== undefined) continue;
      const field = submission.from === undefined ? "workflow" : "from";
      this.#unknownSource(submission, objects, position(["submit", index, field]));
    }
  }

  #unknownSource(submission: Submission, objects: readonly LoadedObject[], source: SourcePosition): void {
    const { kind, name } = sourceName(submission);
    if (kind === undefined) {
      const hint = "Write workflowtemplate/NAME or clusterworkflowtemplate/NAME.";
      this.#error("invalid-value", `nothing can be submitted from "${submission.from}"`, source, hint);
      return;
    }
    const names = objects.filter((object) => object.kind === kind).map((object) => object.name);
    const known = names.length === 0 ? `The manifests have no ${kind}.` : `The manifests have ${names.join(", ")}.`;
    const what = kind === "Workflow" ? "workflow" : kind;
    this.#error("unknown-name", `unknown ${what} "${name}"`, source, didYouMean(name, names) ?? known);
  }

  #error(code: ScenarioProblem, message: string, source: SourcePosition, hint?: string): void {
    this.#diagnostics.push({ severity: "error", code, message, source, ...(hint !== undefined && { hint }) });
  }
}

function isManifest({ value }: YamlDocument): boolean {
  return typeof value === "object" && value !== null && ("kind" in value || "apiVersion" in value);
}

function nameOf(path: string): string {
  return basename(path).replace(/(\.scenario)?\.(ya?ml|json)$/, "");
}
