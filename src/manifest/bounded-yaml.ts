import {
  Composer,
  type Document,
  type DocumentOptions,
  Lexer,
  type LineCounter,
  type ParseOptions,
  Parser,
  type SchemaOptions,
} from "yaml";

/** The documents of a text, or what it has too much of, and where. */
export type BoundedParse =
  | { readonly ok: true; readonly documents: readonly Document.Parsed[] }
  | { readonly ok: false; readonly error: string; readonly offset: number };

type Options = ParseOptions & DocumentOptions & SchemaOptions & { readonly lineCounter: LineCounter };

/**
 * How deep lists and maps may lie in each other. Go's YAML and JSON readers allow 10,000 levels, for which no
 * JavaScript stack is deep enough: the parser used here, which recurses, takes some 780 of Node's before it is compiled.
 * No manifest has 50.
 */
export const deepestNesting = 250;

/** What a text of this many takes to read, of the kind that takes most: 600 MB and 6 s. */
const mostTokens = 1_000_000;

/**
 * Parses YAML and counts while it does: what is too deep or too much is told before anything recurses over it, the same
 * on every machine.
 */
export function parseBounded(text: string, options: Options): BoundedParse {
  const { addNewLine } = options.lineCounter;
  const parser = new Parser(addNewLine);
  const composer = new Composer(options);
  const documents: Document.Parsed[] = [];
  let tokens = 0;
  addNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    const { offset } = parser;
    for (const token of parser.next(lexeme)) documents.push(...(composer.next(token) as Iterable<Document.Parsed>));
    // The first of the stack is the document.
    if (parser.stack.length - 1 > deepestNesting) return { ok: false, error: tooDeep, offset };
    if (++tokens > mostTokens) return { ok: false, error: tooMuch, offset };
  }
  for (const token of parser.end()) documents.push(...(composer.next(token) as Iterable<Document.Parsed>));
  documents.push(...(composer.end(false) as Iterable<Document.Parsed>));
  return { ok: true, documents };
}

/** What is said of nesting that is deeper than {@link deepestNesting}. */
export const tooDeep = `this document is nested too deeply: lists and maps lie more than ${deepestNesting} deep in each other`;

const tooMuch = "this file holds too much to be read as YAML; split it, or write it as JSON";
