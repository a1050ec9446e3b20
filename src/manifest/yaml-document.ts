import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
} from "yaml";
import { type ParsedDocuments, parseAnyIndentation } from "./any-indentation.ts";
import { deepestNesting, tooDeep } from "./bounded-yaml.ts";
import type { Diagnostic, SourcePosition } from "./diagnostic.ts";
import { DocumentNames, isMergeKey, mergedParts } from "./document-names.ts";
import type { JsonValue } from "./types.ts";
import { resolveScalar } from "./yaml-scalar.ts";

/** A way into a document: map keys and list indexes. */
export type DocumentPath = readonly (string | number)[];

/**
 * One document of a YAML or JSON text: its JSON value, and where each part of it was written. To ask for a position
 * can cost a second reading of a JSON text.
 */
export interface YamlDocument {
  readonly value: JsonValue;
  /** The same with numbers, booleans and keys as texts, in the letters of the author: `1.10`, `yes`. */
  readonly texts: JsonValue;
  /** Where the entry at `path` begins: a map entry's key, a list's element; the nearest ancestor if there is none. */
  position(path: DocumentPath): SourcePosition;
  /** Where the value at `path` begins. */
  valuePosition(path: DocumentPath): SourcePosition;
}

/** What can be wrong with the text itself. */
export type TextProblem = "empty-file" | "binary-file" | "syntax" | "duplicate-key";

/** A text's documents, without the empty ones, and what is wrong with the text. */
export interface ParsedText {
  readonly documents: readonly YamlDocument[];
  readonly diagnostics: readonly Diagnostic<TextProblem>[];
}

/** Reads a text of one or more YAML documents (JSON is YAML) into JSON values, as Kubernetes' tools do. */
export function parseYamlText(file: string, text: string): ParsedText {
  if (text.includes("\0")) return failed(file, "binary-file", "this is a binary file, not YAML or JSON");
  return parseJsonText(file, text) ?? parseDocuments(file, text);
}

/**
 * Reads a text that is JSON, as `kubectl get -o json` writes it, with the much faster JSON parser. Positions are
 * rarely asked for and cost a reading as YAML then.
 */
function parseJsonText(file: string, text: string): ParsedText | undefined {
  const value = text.trimStart().startsWith("{") ? parseJson(text) : undefined;
  if (value === undefined || isTooDeep(value)) return undefined;
  return { documents: [new JsonDocument(file, text, value)], diagnostics: [] };
}

class JsonDocument implements YamlDocument {
  readonly value: JsonValue;
  readonly #file: string;
  readonly #text: string;
  #asYaml: YamlDocument | undefined;

  constructor(file: string, text: string, value: JsonValue) {
    this.#file = file;
    this.#text = text;
    this.value = value;
  }

  get texts(): JsonValue {
    return this.#read()?.texts ?? null;
  }

  position(path: DocumentPath): SourcePosition {
    return this.#read()?.position(path) ?? this.#start;
  }

  valuePosition(path: DocumentPath): SourcePosition {
    return this.#read()?.valuePosition(path) ?? this.#start;
  }

  get #start(): SourcePosition {
    return { file: this.#file, line: 1, column: 1 };
  }

  #read(): YamlDocument | undefined {
    this.#asYaml ??= parseDocuments(this.#file, this.#text).documents[0];
    return this.#asYaml;
  }
}

/** The value of a JSON text, or undefined: YAML's flow style begins like JSON. */
function parseJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

function isTooDeep(value: JsonValue, depth = 0): boolean {
  if (typeof value !== "object" || value === null) return false;
  return depth > deepestNesting || Object.values(value).some((inner) => isTooDeep(inner, depth + 1));
}

function parseDocuments(file: string, text: string): ParsedText {
  const parsed = parseAnyIndentation(text);
  if (parsed.excess !== undefined) {
    return failed(file, "syntax", parsed.excess.message, parsed.position(parsed.excess.offset));
  }
  const diagnostics: Diagnostic<TextProblem>[] = [];
  const documents: YamlDocument[] = [];
  for (const document of parsed.documents) {
    const reader = new DocumentReader(file, document, parsed);
    const value = reader.read();
    diagnostics.push(...reader.diagnostics);
    if (value !== undefined && value !== null) documents.push(new ReadDocument(reader, value));
  }
  if (documents.length === 0 && diagnostics.length === 0) {
    return failed(file, "empty-file", "this file holds no document");
  }
  return { documents, diagnostics };
}

class ReadDocument implements YamlDocument {
  readonly value: JsonValue;
  readonly #reader: DocumentReader;

  constructor(reader: DocumentReader, value: JsonValue) {
    this.#reader = reader;
    this.value = value;
  }

  get texts(): JsonValue {
    return this.#reader.texts();
  }

  position(path: DocumentPath): SourcePosition {
    return this.#reader.locate(path, "entry");
  }

  valuePosition(path: DocumentPath): SourcePosition {
    return this.#reader.locate(path, "value");
  }
}

function failed(file: string, code: TextProblem, message: string, place = { line: 1, column: 1 }): ParsedText {
  return { documents: [], diagnostics: [{ severity: "error", code, message, source: { file, ...place } }] };
}

/**
 * Aliases of aliases can stand for a document of any size. Go's YAML reader refuses documents of which aliases make up
 * 99 % when they have 400,000 values, and 10 % when they have 4,000,000. So many characters count as one value more:
 */
const mostAliasedValues = 50_000;
const charactersOfValue = 100;

/** Turns one parsed document into a JSON value, noting what is wrong with it. */
class DocumentReader {
  readonly diagnostics: Diagnostic<TextProblem>[] = [];
  readonly #file: string;
  readonly #document: Document.Parsed;
  readonly #parsed: ParsedDocuments;
  readonly #reading: "values" | "texts";
  readonly #names: DocumentNames;
  /** What the aliases stand for in which the reader is. */
  readonly #aliased = new Set<Node>();
  #aliasedValues = 0;
  readonly #told = new Set<string>();

  constructor(
    file: string,
    document: Document.Parsed,
    parsed: ParsedDocuments,
    reading: "values" | "texts" = "values",
  ) {
    this.#reading = reading;
    this.#file = file;
    this.#document = document;
    this.#parsed = parsed;
    this.#names = new DocumentNames(document);
  }

  /** The document's value, or undefined when it has a syntax error. */
  read(): JsonValue | undefined {
    // What follows the first error is mostly its consequence.
    const [error] = this.#document.errors;
    if (error !== undefined) {
      this.#report("error", "syntax", error.message, error.pos[0]);
      return undefined;
    }
    const value = this.#value(this.#document.contents, 0);
    return this.diagnostics.some(({ severity }) => severity === "error") ? undefined : value;
  }

  /** The document with its scalars as texts; to be asked of one without errors. */
  texts(): JsonValue {
    return new DocumentReader(this.#file, this.#document, this.#parsed, "texts").read() ?? null;
  }

  locate(path: DocumentPath, part: "entry" | "value"): SourcePosition {
    let node: Node | null = this.#document.contents;
    let offset = offsetOf(node);
    for (const [depth, step] of path.entries()) {
      const container = this.#dereference(node);
      if (isMap(container)) {
        const pair = this.#names.entry(container, String(step));
        if (pair === undefined) break;
        node = pair.value as Node | null;
        const entry = part === "entry" || node === null ? (pair.key as Node) : node;
        offset = offsetOf(depth === path.length - 1 ? entry : node, offset);
      } else if (isSeq(container) && typeof step === "number" && container.items[step] !== undefined) {
        node = container.items[step] as Node;
        offset = offsetOf(node, offset);
      } else break;
    }
    return this.#position(offset);
  }

  #value(node: Node | null, depth: number): JsonValue {
    if (depth > deepestNesting) return this.#fail(tooDeep, node);
    if (this.#aliased.size > 0 && this.#isTooMuch(node)) return null;
    if (isAlias(node)) return this.#aliasValue(node, depth);
    if (isScalar(node)) return this.#scalarValue(node);
    if (isSeq(node)) return node.items.map((item) => this.#value(item as Node | null, depth + 1));
    if (isMap(node)) return this.#mapValue(node, depth);
    return null;
  }

  #aliasValue(alias: Alias, depth: number): JsonValue {
    const target = this.#dereference(alias);
    if (target === null) return this.#fail(`unknown anchor '${alias.source}' referenced`, alias);
    if (this.#aliased.has(target)) return this.#fail(`anchor '${alias.source}' value contains itself`, alias);
    this.#aliased.add(target);
    const value = this.#value(target, depth + 1);
    this.#aliased.delete(target);
    return value;
  }

  /** Counts what aliases stand for; tells once when it is too much. */
  #isTooMuch(node: Node | null): boolean {
    const before = this.#aliasedValues;
    this.#aliasedValues += 1 + (isScalar(node) ? String(node.value).length / charactersOfValue : 0);
    if (this.#aliasedValues <= mostAliasedValues) return false;
    if (before <= mostAliasedValues) this.#fail("excessive use of aliases", node);
    return true;
  }

  #scalarValue(scalar: Scalar): JsonValue {
    const text = String(scalar.value ?? "");
    const explicit = scalar.tag?.replace("tag:yaml.org,2002:", "");
    const isText = explicit === undefined ? scalar.type !== "PLAIN" && scalar.type !== undefined : explicit === "str";
    if (isText) return text;
    const value = resolveScalar(text);
    if (this.#reading === "texts" && value !== null) return text;
    if (typeof value === "number" && !Number.isFinite(value)) {
      return this.#fail(`${text} cannot be written as JSON, which Kubernetes stores`, scalar);
    }
    return value;
  }

  #mapValue(map: YAMLMap, depth: number): JsonValue {
    const own = new Map<string, JsonValue>();
    const merged = new Map<string, JsonValue>();
    for (const pair of map.items) {
      if (isMergeKey(pair)) {
        for (const [key, value] of this.#mergedEntries(pair, depth)) if (!merged.has(key)) merged.set(key, value);
        continue;
      }
      const key = this.#keyText(pair);
      if (own.has(key)) {
        const message = `key "${key}" is set twice in this map; the last one counts`;
        this.#report("warning", "duplicate-key", message, offsetOf(pair.key as Node));
      }
      own.set(key, this.#value(pair.value as Node | null, depth + 1));
    }
    // Object.fromEntries, unlike assignment, treats a key such as "__proto__" as any other.
    return Object.fromEntries(merged.size === 0 ? own : new Map([...merged, ...own]));
  }

  #mergedEntries(pair: Pair, depth: number): [string, JsonValue][] {
    return mergedParts(pair).flatMap((part) => {
      if (!isMap(this.#dereference(part))) {
        this.#fail("map merge requires map or sequence of maps as the value", part);
        return [];
      }
      return Object.entries(this.#value(part, depth + 1) ?? {});
    });
  }

  /** A key as JSON text; a YAML key may also be a number or boolean. */
  #keyText(pair: Pair): string {
    const key = this.#dereference(pair.key as Node | null);
    if (isScalar(key)) return String(this.#scalarValue(key));
    if (key !== null) this.#fail("a map key must be a scalar", key);
    return "null";
  }

  #dereference(node: Node | null): Node | null {
    return this.#names.dereference(node);
  }

  #fail(message: string, node: Node | null): null {
    this.#report("error", "syntax", message, offsetOf(node));
    return null;
  }

  #report(severity: "error" | "warning", code: TextProblem, message: string, offset: number): void {
    // What an anchor stands for is read again by each of its aliases.
    const told = `${offset} ${message}`;
    if (this.#told.has(told)) return;
    this.#told.add(told);
    this.diagnostics.push({ severity, code, message, source: this.#position(offset) });
  }

  #position(offset: number): SourcePosition {
    return { file: this.#file, ...this.#parsed.position(offset) };
  }
}

function offsetOf(node: Node | null, otherwise = 0): number {
  return node?.range?.[0] ?? otherwise;
}
