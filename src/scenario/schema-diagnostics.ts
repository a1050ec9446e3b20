import type { z } from "zod";
import type { Diagnostic } from "../manifest/diagnostic.ts";
import { didYouMean } from "../manifest/nearest-name.ts";
import type { JsonValue } from "../manifest/types.ts";
import type { DocumentPath, YamlDocument } from "../manifest/yaml-document.ts";
import type { ScenarioProblem } from "./scenario-problem.ts";

type Issue = z.core.$ZodIssue;

interface Finding {
  readonly code: ScenarioProblem;
  readonly message: string;
  readonly hint?: string | undefined;
  /** The entry itself is at fault, not its value. */
  readonly atKey?: boolean;
  readonly path: DocumentPath;
}

export type SchemaResult<Schema extends z.ZodType> =
  | { readonly ok: true; readonly value: z.output<Schema> }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic<ScenarioProblem>[] };

/** Reads a document by a schema; what does not fit is told at its place, with the nearest known name. */
export function readBySchema<Schema extends z.ZodType>(schema: Schema, document: YamlDocument): SchemaResult<Schema> {
  const fields = new FieldNames();
  const parsed = schema.safeParse(document.value, { error: (issue) => fields.remember(issue) });
  if (parsed.success) return { ok: true, value: parsed.data };
  const findings = parsed.error.issues.flatMap((issue) => describe(issue, [], document.value, fields));
  return { ok: false, diagnostics: findings.map((finding) => toDiagnostic(finding, document)) };
}

function toDiagnostic(finding: Finding, document: YamlDocument): Diagnostic<ScenarioProblem> {
  const { code, message, hint, path, atKey } = finding;
  const source = atKey ? document.position(path) : document.valuePosition(path);
  return { severity: "error", code, message, source, ...(hint !== undefined && { hint }) };
}

/** Which fields an object has to which something unknown was added; the schema is only at hand while it parses. */
class FieldNames {
  readonly #byKeys = new WeakMap<readonly string[], readonly string[]>();

  remember(issue: z.core.$ZodRawIssue): undefined {
    if (issue.code !== "unrecognized_keys") return;
    const definition = issue.inst?._zod.def as { readonly shape?: object } | undefined;
    this.#byKeys.set(issue.keys as readonly string[], Object.keys(definition?.shape ?? {}));
  }

  of(keys: readonly string[]): readonly string[] {
    return this.#byKeys.get(keys) ?? [];
  }
}

function describe(issue: Issue, prefix: DocumentPath, root: JsonValue, fields: FieldNames): readonly Finding[] {
  const path = [...prefix, ...(issue.path as (string | number)[])];
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownField(key, fields.of(issue.keys), path));
    case "invalid_value":
      return [unknownName(issue.values, path, root)];
    case "invalid_union":
      return describeUnion(issue, path, root, fields);
    case "invalid_type":
      return [wrongType([issue.expected], path, root)];
    case "custom":
      return [{ code: "invalid-value", message: issue.message, hint: issue.params?.hint, path }];
    default:
      return [{ code: "invalid-value", message: `${issue.message.replace(/^Too/, "too")}`, path }];
  }
}

function unknownField(key: string, known: readonly string[], path: DocumentPath): Finding {
  const hint = didYouMean(key, known) ?? `The fields known here are ${known.join(", ")}.`;
  return { code: "unknown-field", message: `unknown field "${key}"`, hint, path: [...path, key], atKey: true };
}

function unknownName(values: readonly unknown[], path: DocumentPath, root: JsonValue): Finding {
  const known = values.map(String);
  const found = valueAt(root, path);
  if (found === undefined) return missing(path);
  const subject = path.at(-1);
  const hint = didYouMean(String(found), known) ?? `It is one of ${known.join(", ")}.`;
  return {
    code: "unknown-name",
    message: `unknown ${subject === "do" ? "action" : subject} ${display(found)}`,
    hint,
    path,
  };
}

/** Of the forms that a field may take, the one that the author most likely meant. */
function describeUnion(
  issue: z.core.$ZodIssueInvalidUnion,
  path: DocumentPath,
  root: JsonValue,
  fields: FieldNames,
): readonly Finding[] {
  const options = (issue as { readonly options?: readonly unknown[] }).options;
  if (options !== undefined) return [unknownName(options, path, root)];
  const isOtherType = (form: readonly Issue[]) =>
    form.every(({ code, path }) => code === "invalid_type" && path.length === 0);
  const meant = issue.errors.findLast((form) => !isOtherType(form));
  if (meant !== undefined) return meant.flatMap((inner) => describe(inner, path, root, fields));
  const expected = issue.errors.flatMap((form) => form.map((inner) => (inner as { expected?: string }).expected ?? ""));
  return [wrongType(expected, path, root)];
}

const typeNames: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a map",
  record: "a map",
};

function wrongType(expected: readonly string[], path: DocumentPath, root: JsonValue): Finding {
  const found = valueAt(root, path);
  if (found === undefined) return missing(path);
  const wanted = [...new Set(expected.map((type) => typeNames[type] ?? type))].join(" or ");
  return { code: "wrong-type", message: `${subjectOf(path)} must be ${wanted}, not ${display(found)}`, path };
}

/** The field, with the indexes of the lists that it holds: `refused[0]`. */
function subjectOf(path: DocumentPath): string {
  if (path.length === 0) return "a scenario";
  const field = path.findLastIndex((step) => typeof step === "string");
  const indexes = path.slice(field + 1).map((index) => `[${index}]`);
  return `${path[field] ?? "a scenario"}${indexes.join("")}`;
}

function missing(path: DocumentPath): Finding {
  return { code: "missing-field", message: `the field "${path.at(-1)}" is missing`, path: path.slice(0, -1) };
}

function valueAt(root: JsonValue, path: DocumentPath): JsonValue | undefined {
  let value: JsonValue | undefined = root;
  for (const step of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Readonly<Record<string | number, JsonValue | undefined>>)[step];
  }
  return value;
}

function display(value: JsonValue): string {
  if (typeof value === "string") return `"${value}"`;
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" && value !== null ? "a map" : String(value);
}
