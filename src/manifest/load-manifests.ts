import type { Diagnostic, SourcePosition } from "./diagnostic.ts";
import {
  clusterScopedKinds,
  isManifestKind,
  type ManifestKind,
  type ManifestObjects,
  manifestKinds,
  otherArgoKinds,
} from "./kinds.ts";
import { didYouMean, nearestName } from "./nearest-name.ts";
import { normalise } from "./normalise.ts";
import type { JsonObject, JsonValue, ObjectMeta } from "./types.ts";
import { type DocumentPath, parseYamlText, type YamlDocument } from "./yaml-document.ts";

/** A file to load; `path` is only used in messages. */
export interface ManifestFile {
  readonly path: string;
  readonly text: string;
}

/** An object that stands at a place of a document of another kind. */
export interface EmbeddedManifest {
  readonly document: YamlDocument;
  readonly place: DocumentPath;
}

/** What manifests are loaded from. */
export type ManifestSource = ManifestFile | EmbeddedManifest;

interface LoadedObjectOf<Kind extends ManifestKind> {
  readonly kind: Kind;
  readonly name: string;
  /** Empty for what lies in no namespace. */
  readonly namespace: string;
  readonly value: ManifestObjects[Kind];
  /** Name and namespace as they are written; where they are not, those above are made up. */
  readonly written: Pick<Partial<ObjectMeta>, "name" | "namespace">;
  /** Where the field at `path` of the object was written; the nearest ancestor's place if it was not. */
  position(path: DocumentPath): SourcePosition;
}

/** An object of a manifest: typed, with its name and namespace filled in. */
export type LoadedObject = { [Kind in ManifestKind]: LoadedObjectOf<Kind> }[ManifestKind];

/** The objects that could be read, in the order of the files, and everything there is to say about the files. */
export interface LoadedManifests {
  readonly objects: readonly LoadedObject[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface ManifestOptions {
  /** Takes objects that have neither name nor generateName, which an API server refuses; their name is then empty. */
  readonly acceptsNameless?: boolean;
}

/** The namespace of objects that name none. */
export const defaultNamespace = "default";

/**
 * Reads Argo's manifests: YAML with any number of documents, or JSON; `List` objects are unpacked. Kubernetes objects
 * that have no part in a workflow's course are passed over with a warning.
 */
export function loadManifests(sources: readonly ManifestSource[], options: ManifestOptions = {}): LoadedManifests {
  const loader = new Loader(options);
  for (const source of sources) loader.load(source);
  return { objects: loader.objects, diagnostics: loader.diagnostics };
}

class Loader {
  readonly objects: LoadedObject[] = [];
  readonly diagnostics: Diagnostic[] = [];
  readonly #byName = new Map<string, LoadedObject>();
  readonly #options: ManifestOptions;

  constructor(options: ManifestOptions) {
    this.#options = options;
  }

  load(source: ManifestSource): void {
    if ("document" in source) {
      const { document, place } = source;
      this.#loadObject(document, valueAt(document.value, place), place);
      return;
    }
    const { documents, diagnostics } = parseYamlText(source.path, source.text);
    this.diagnostics.push(...diagnostics);
    for (const document of documents) this.#loadObject(document, document.value, []);
  }

  #loadObject(document: YamlDocument, value: JsonValue, path: DocumentPath): void {
    // Positions are only worked out for problems: see YamlDocument.
    const start = () => document.position(path);
    if (!isObject(value)) {
      const hint = "A manifest begins with apiVersion, kind and metadata.";
      this.#error("not-an-object", "this document is not a Kubernetes object", start(), hint);
      return;
    }
    const { kind, apiVersion } = value;
    if (typeof kind !== "string" || kind === "") {
      this.#error("missing-kind", "this object has no kind", start(), `The kinds known here are ${knownKinds}.`);
    } else if (typeof apiVersion !== "string" || apiVersion === "") {
      const example = kind === "ConfigMap" || kind === "Namespace" ? "v1" : "argoproj.io/v1alpha1";
      this.#error("missing-api-version", `this ${kind} has no apiVersion`, start(), `Add "apiVersion: ${example}".`);
    } else if (kind.endsWith("List") && Array.isArray(value.items)) {
      for (const [index, item] of value.items.entries()) this.#loadObject(document, item, [...path, "items", index]);
    } else if (isManifestKind(kind) && groupOf(apiVersion) === manifestKinds[kind].group) {
      this.#loadKnown(document, kind, value, path);
    } else {
      this.#reportUnknown(kind, apiVersion, document.position([...path, "kind"]));
    }
  }

  #loadKnown(document: YamlDocument, kind: ManifestKind, given: JsonObject, path: DocumentPath): void {
    const { value, problems } = normalise(manifestKinds[kind].type, given, []);
    for (const { path: field, ...problem } of problems) {
      const inDocument = [...path, ...field];
      const source =
        problem.code === "unknown-field" ? document.position(inDocument) : document.valuePosition(inDocument);
      this.diagnostics.push({ ...problem, source });
    }
    const metadata = (value as { readonly metadata?: ObjectMeta }).metadata;
    const name = metadata?.name || (metadata?.generateName?.replace(/-$/, "") ?? "");
    if (metadata === undefined || (name === "" && !this.#options.acceptsNameless)) {
      const source = document.position([...path, "metadata"]);
      this.#error("missing-name", `this ${kind} has no metadata.name`, source, "Add metadata.name or generateName.");
      return;
    }
    if (problems.some(({ severity }) => severity === "error")) return;
    const namespace = clusterScopedKinds.has(kind) ? "" : (metadata.namespace ?? defaultNamespace);
    const named = { ...metadata, name, ...(namespace !== "" && { namespace }) };
    this.#add({
      kind,
      name,
      namespace,
      value: { ...(value as JsonObject), metadata: named },
      written: {
        ...(metadata.name && { name: metadata.name }),
        ...(metadata.namespace && { namespace: metadata.namespace }),
      },
      position: (field: DocumentPath) => document.position([...path, ...field]),
    } as unknown as LoadedObject);
  }

  #add(object: LoadedObject): void {
    const key = `${object.kind} ${object.namespace}/${object.name}`;
    const sameName = this.#byName.get(key);
    if (sameName !== undefined) {
      const first = sameName.position(["metadata", "name"]);
      const message = `${object.kind} "${object.name}" is defined twice, first at ${first.file}:${first.line}:${first.column}`;
      this.#error(
        "duplicate-object",
        message,
        object.position(["metadata", "name"]),
        "Rename or remove one of the two.",
      );
      return;
    }
    this.#byName.set(key, object);
    this.objects.push(object);
  }

  #reportUnknown(kind: string, apiVersion: string, source: SourcePosition): void {
    const nearest = nearestName(kind, Object.keys(manifestKinds));
    const isOther = groupOf(apiVersion) === "argoproj.io" ? otherArgoKinds.has(kind) : nearest === undefined;
    if (isOther) {
      const message = `${kind} (${apiVersion}) has no part in the simulation and is ignored`;
      this.diagnostics.push({ severity: "warning", code: "ignored-kind", message, source });
    } else if (isManifestKind(kind)) {
      const group = manifestKinds[kind].group;
      const wanted = group === "" ? "v1" : `${group}/v1alpha1`;
      this.#error("unknown-kind", `there is no ${kind} in ${apiVersion}`, source, `Use "apiVersion: ${wanted}".`);
    } else {
      const hint = didYouMean(kind, Object.keys(manifestKinds)) ?? `The kinds known here are ${knownKinds}.`;
      this.#error("unknown-kind", `unknown kind "${kind}"`, source, hint);
    }
  }

  #error(code: Diagnostic["code"], message: string, source: SourcePosition, hint: string): void {
    this.diagnostics.push({ severity: "error", code, message, source, hint });
  }
}

function valueAt(value: JsonValue, [step, ...rest]: DocumentPath): JsonValue {
  if (step === undefined) return value;
  const inner = (value as { readonly [key: string | number]: JsonValue | undefined } | null)?.[step];
  return valueAt(inner ?? null, rest);
}

const knownKinds = Object.keys(manifestKinds).join(", ");

function groupOf(apiVersion: string): string {
  return apiVersion.includes("/") ? (apiVersion.split("/")[0] ?? "") : "";
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
