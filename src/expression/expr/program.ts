/** Compiles expressions and keeps what it compiled (`expr.Compile`, `expr.Run`). */
import { BoundedCache } from "../bounded-cache.ts";
import type { GoType } from "../types.ts";
import type { EvaluationContext, GoValue } from "../value.ts";
import { typeOf } from "../value.ts";
import type { Node } from "./ast.ts";
import { isBuiltin } from "./builtins/builtin-signatures.ts";
import { check } from "./checker/checker.ts";
import { type EvaluationEnvironment, evaluate } from "./evaluator.ts";
import type { ExpressionLanguage } from "./language.ts";
import { optimize } from "./optimizer.ts";
import { tokenize } from "./parser/lexer.ts";
import { parseExpression } from "./parser/parser.ts";
import { describeError, ExpressionError } from "./source-error.ts";

/** An environment that knows the type of each of its names. */
export interface ExpressionEnvironment extends EvaluationEnvironment {
  /** Type of the environment itself, `map[string]interface {}` unless its values are of one type. */
  readonly type: GoType;
  readonly language: ExpressionLanguage;
}

export type Evaluated = { readonly ok: true; readonly value: GoValue } | { readonly ok: false; readonly error: string };

export type Compiled = { readonly ok: true; readonly root: Node } | { readonly ok: false; readonly error: string };

const CACHE_LIMIT = 5000;

const namesBySource = new BoundedCache<string, readonly string[] | "any">(CACHE_LIMIT);
const programs = new BoundedCache<string, Compiled>(CACHE_LIMIT);

/**
 * The names that decide how an expression is parsed and checked. An expression that reaches for `$env` may depend on any
 * name.
 */
function namesOf(source: string): readonly string[] | "any" {
  let names = namesBySource.get(source);
  if (names === undefined) {
    const tokens = tokenize(source) ?? [];
    const identifiers = tokens.filter((token) => token.kind === "Identifier").map((token) => token.value);
    names = identifiers.includes("$env") ? "any" : [...new Set(identifiers)];
    namesBySource.set(source, names);
  }
  return names;
}

function typeKey(environment: ExpressionEnvironment, name: string): string {
  const value = environment.get(name);
  return value === undefined ? "-" : (typeOf(value)?.text ?? "nil");
}

/** Parses, checks and optimizes; the same source with names of the same types is compiled once. */
export function compile(source: string, environment: ExpressionEnvironment): Compiled {
  const names = namesOf(source);
  if (names === "any") {
    return compileNow(source, environment);
  }
  let key = `${environment.language.version}\n${source}`;
  for (const name of names) {
    key += `\n${typeKey(environment, name)}`;
  }
  let program = programs.get(key);
  if (program === undefined) {
    program = compileNow(source, environment);
    programs.set(key, program);
  }
  return program;
}

function compileNow(source: string, environment: ExpressionEnvironment): Compiled {
  try {
    const isOverridden = (name: string): boolean => environment.get(name) !== undefined;
    const { language } = environment;
    const isKnownBuiltin = (name: string): boolean => isBuiltin(name) && !language.missingBuiltins.has(name);
    const root = parseExpression(source, { isBuiltin: isKnownBuiltin, isOverridden, language });
    const typeOfName = (name: string): GoType | null | undefined => {
      const value = environment.get(name);
      return value === undefined ? undefined : (typeOf(value) ?? null);
    };
    check(root, { typeOf: typeOfName, type: environment.type, language });
    return { ok: true, root: optimize(root) };
  } catch (error) {
    return describeFailure(error, source);
  }
}

/** Runs a compiled expression. */
export function run(
  root: Node,
  source: string,
  environment: ExpressionEnvironment,
  context: EvaluationContext,
): Evaluated {
  try {
    return { ok: true, value: evaluate(root, environment, context) };
  } catch (error) {
    return describeFailure(error, source);
  }
}

function describeFailure(error: unknown, source: string): { readonly ok: false; readonly error: string } {
  if (error instanceof ExpressionError) {
    return { ok: false, error: describeError(error, source) };
  }
  throw error;
}
