import { type Document, LineCounter } from "yaml";
import { parseBounded } from "./bounded-yaml.ts";

/** The documents of a text. */
export interface ParsedDocuments {
  readonly documents: readonly Document.Parsed[];
  /** What the text has too much of to be read; there are no documents then. */
  readonly excess?: { readonly message: string; readonly offset: number };
  /** The place of a node's offset, counted from 1. */
  position(offset: number): { readonly line: number; readonly column: number };
}

/** A text with more such places is taken to be broken in another way. */
const mostRepairs = 100;
/** Each repair reads the whole text again; this many characters are read at most. */
const mostCharactersRead = 2_000_000;

/**
 * Parses a text as go-yaml does, which lets quoted scalars and flow collections continue at any column
 * (`args: ["first\nsecond"]`); YAML 1.2, and the parser used here, want more indentation than the surrounding map has.
 * Leading space has no meaning there, so that it can be added. If that does not help, the errors are those of the text
 * as it is.
 */
export function parseAnyIndentation(text: string): ParsedDocuments {
  const first = parse(text, new Map());
  const lines = text.split("\n");
  const added = new Map<number, number>();
  let parsed = first;
  const repairs = Math.min(mostRepairs, Math.floor(mostCharactersRead / text.length));
  for (let repaired = 0; repaired <= repairs; repaired++) {
    const error = parsed.documents.find(({ errors }) => errors.length > 0)?.errors[0];
    if (error === undefined) return parsed;
    const range = continuationLines(lines.join("\n"), error);
    if (range === undefined) break;
    indent(lines, range, added);
    parsed = parse(lines.join("\n"), added);
  }
  return first;
}

/** @param added how many spaces were put before each line, by line number */
function parse(text: string, added: ReadonlyMap<number, number>): ParsedDocuments {
  const lines = new LineCounter();
  // Scalars stay text (failsafe), because their meaning is Kubernetes' own: see resolveScalar.
  const options = { schema: "failsafe", uniqueKeys: false, prettyErrors: false, lineCounter: lines } as const;
  const parsed = parseBounded(text, options);
  return {
    ...(parsed.ok
      ? { documents: parsed.documents }
      : { documents: [], excess: { message: parsed.error, offset: parsed.offset } }),
    position(offset) {
      const { line, col } = lines.linePos(offset);
      return { line: Math.max(line, 1), column: Math.max(col - (added.get(line) ?? 0), 1) };
    },
  };
}

interface LineRange {
  readonly from: number;
  readonly to: number;
}

/** The lines (indexes from 0) that an error complains of because they are not indented enough. */
function continuationLines(text: string, error: Document.Parsed["errors"][number]): LineRange | undefined {
  const lineOf = (offset: number) => text.slice(0, offset).split("\n").length - 1;
  const [start] = error.pos;
  if (error.code === "BAD_INDENT" && error.message.startsWith("Flow ")) {
    return { from: lineOf(start), to: lineOf(start) };
  }
  const quote = /^Missing closing (["'])/.exec(error.message)?.[1];
  if (quote === undefined) return undefined;
  const rest = quote === '"' ? /(?:[^"\\]|\\[\s\S])*"/y : /(?:[^']|'')*'/y;
  rest.lastIndex = start;
  return rest.test(text) ? { from: lineOf(start) + 1, to: lineOf(rest.lastIndex) } : undefined;
}

/** Indents lines beyond the last one before them, whose list dashes count as indentation. */
function indent(lines: string[], { from, to }: LineRange, added: Map<number, number>): void {
  const before = lines.slice(0, from).findLast((line) => line.trim() !== "") ?? "";
  const spaces = (/^[\s-]*/.exec(before)?.[0].length ?? 0) + 1;
  for (let index = from; index <= to; index++) {
    const line = lines[index];
    // At the start of a line these end the document, wherever they stand.
    if (line === undefined || /^(---|\.\.\.)(\s|$)/.test(line)) return;
    lines[index] = " ".repeat(spaces) + line;
    added.set(index + 1, (added.get(index + 1) ?? 0) + spaces);
  }
}
