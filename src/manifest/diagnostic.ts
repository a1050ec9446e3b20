import { printableLine } from "./printable-line.ts";

/** A place in a file; line and column count from 1. */
export interface SourcePosition {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** What can be wrong with a manifest. */
export type ManifestProblem =
  | "empty-file"
  | "binary-file"
  | "syntax"
  | "not-an-object"
  | "missing-api-version"
  | "missing-kind"
  | "unknown-kind"
  | "ignored-kind"
  | "missing-name"
  | "duplicate-object"
  | "duplicate-key"
  | "wrong-type"
  | "unknown-field";

/**
 * Something to tell the author of a file. An error means that the file cannot be used as it is; a warning means that
 * the controller would take it, but probably not as it was meant.
 */
export interface Diagnostic<Code extends string = ManifestProblem> {
  readonly severity: "error" | "warning";
  readonly code: Code;
  readonly message: string;
  readonly source: SourcePosition;
  /** What to do about it, as one sentence. */
  readonly hint?: string;
}

/** A diagnostic as a text for people: {@link diagnosticLines}, with all that is not printable escaped. */
export function formatDiagnostic(diagnostic: Diagnostic<string>, text?: string): string {
  return diagnosticLines(diagnostic, text).map(printableLine).join("\n");
}

/**
 * Renders a diagnostic for people: `file:line:column: severity: message`, the hint, and, when the file's text is
 * given, the line with a caret under the place.
 */
export function diagnosticLines(diagnostic: Diagnostic<string>, text?: string): string[] {
  const { file, line, column } = diagnostic.source;
  const lines = [`${file}:${line}:${column}: ${diagnostic.severity}: ${diagnostic.message}`];
  if (diagnostic.hint !== undefined) lines.push(`  ${diagnostic.hint}`);
  const snippet = text === undefined ? undefined : snippetAt(text, line, column);
  if (snippet !== undefined) lines.push("", ...snippet, "");
  return lines;
}

const longestSnippet = 100;

function snippetAt(text: string, line: number, column: number): string[] | undefined {
  const whole = text.split(/\r?\n/, line)[line - 1];
  if (whole === undefined || whole.trim() === "") return undefined;
  // A manifest may be one endless line of JSON: show the part around the place.
  const start = column > longestSnippet - 20 ? column - 40 : 0;
  const shown = whole.slice(start, start + longestSnippet).replaceAll("\t", " ");
  const word = /^[^\s:,\]}]+/.exec(whole.slice(column - 1))?.[0] ?? " ";
  const indent = column - 1 - start;
  const caret = "^".repeat(Math.max(1, Math.min(word.length, longestSnippet - indent)));
  return [`    ${shown}`, `    ${" ".repeat(indent)}${caret}`];
}
