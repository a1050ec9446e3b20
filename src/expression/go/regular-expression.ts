/** Go's regexp package: RE2's syntax and semantics, whose work grows in proportion to the text, whatever the pattern. */
import { RE2JS, RE2JSSyntaxException } from "re2js";
import { BoundedCache } from "../bounded-cache.ts";

export type CompiledRegularExpression =
  | { readonly ok: true; readonly expression: RegularExpression }
  | { readonly ok: false; readonly error: string };

/** One match: the text, its groups (undefined where one took no part), and where it begins. */
export interface Match {
  readonly index: number;
  readonly text: string;
  readonly groups: readonly (string | undefined)[];
  readonly namedGroups: Readonly<Record<string, string | undefined>>;
}

const cache = new BoundedCache<string, CompiledRegularExpression>(1000);

/** `regexp.Compile`; the error is Go's text. */
export function compileRegularExpression(pattern: string): CompiledRegularExpression {
  let compiled = cache.get(pattern);
  if (compiled === undefined) {
    compiled = compile(pattern);
    cache.set(pattern, compiled);
  }
  return compiled;
}

function compile(pattern: string): CompiledRegularExpression {
  try {
    return { ok: true, expression: new RegularExpression(pattern) };
  } catch (error) {
    if (error instanceof RE2JSSyntaxException) {
      return { ok: false, error: syntaxErrorOf(pattern, error) };
    }
    throw error;
  }
}

/** Go always quotes a part of the pattern, where the library leaves out an empty or a long one. */
function syntaxErrorOf(pattern: string, problem: RE2JSSyntaxException): string {
  const part = problem.input ?? (problem.error.startsWith("expression ") ? pattern : "");
  return `error parsing regexp: ${problem.error}: \`${part}\``;
}

/** `regexp.Regexp`. */
export class RegularExpression {
  readonly #compiled: RE2JS;

  /** @throws RE2JSSyntaxException when the pattern is none */
  constructor(pattern: string) {
    this.#compiled = RE2JS.compile(pattern);
  }

  get pattern(): string {
    return this.#compiled.pattern();
  }

  /** `MatchString`: whether any part of the text matches. */
  isFoundIn(text: string): boolean {
    return this.#compiled.test(text);
  }

  /** All matches from left to right; an empty one right after another match does not count in Go. */
  *findAll(text: string): Generator<Match> {
    let previousEnd = -1;
    for (const match of this.#compiled.matchAll(text)) {
      const { index = 0, groups: namedGroups = {} } = match;
      const [found = "", ...groups] = match;
      if (found !== "" || index !== previousEnd) {
        yield { index, text: found, groups, namedGroups };
      }
      previousEnd = index + found.length;
    }
  }
}
