/** `jsonpath()` of expressions: the JSONPath dialect of evilmonkeyinc/jsonpath. */
import { BoundedCache } from "./bounded-cache.ts";
import { applyTokens, startQuery } from "./jsonpath/apply.ts";
import { JsonPathProblem } from "./jsonpath/problem.ts";
import { parseToken, type Token } from "./jsonpath/token.ts";
import { tokenize } from "./jsonpath/tokenizer.ts";
import type { GoValue } from "./value.ts";

export type QueriedJsonPath =
  | { readonly ok: true; readonly value: GoValue }
  | { readonly ok: false; readonly error: string };

type CompiledSelector =
  | { readonly ok: true; readonly tokens: readonly Token[] }
  | { readonly ok: false; readonly error: string };

const cache = new BoundedCache<string, CompiledSelector>(1000);

function compile(selector: string): CompiledSelector {
  try {
    return { ok: true, tokens: tokenize(selector).map(parseToken) };
  } catch (error) {
    if (error instanceof JsonPathProblem) {
      return { ok: false, error: `invalid JSONPath selector '${selector}' ${error.message}` };
    }
    throw error;
  }
}

/** What a selector such as `$.store.books[0].title` finds in a value, or the error text of the library. */
export function queryJsonPath(selector: string, root: GoValue): QueriedJsonPath {
  let compiled = cache.get(selector);
  if (compiled === undefined) {
    compiled = compile(selector);
    cache.set(selector, compiled);
  }
  if (!compiled.ok) {
    return compiled;
  }
  try {
    startQuery();
    return { ok: true, value: applyTokens(compiled.tokens, root, root) };
  } catch (error) {
    if (error instanceof JsonPathProblem) {
      return { ok: false, error: error.message };
    }
    throw error;
  }
}
