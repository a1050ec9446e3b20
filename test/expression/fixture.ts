/** Fixtures hold questions and the answers that the Go libraries gave to them. */
import { readFileSync } from "node:fs";
import { evaluateBoolean, evaluateDepends, evaluateExpression, type TaskResults } from "../../src/expression/expr.ts";
import { parseJson } from "../../src/expression/go/json-parse.ts";
import { formatDuration, parseGoDuration } from "../../src/expression/go-duration.ts";
import { formatGoValue, marshalJson, quote, sprintfInt } from "../../src/expression/go-format.ts";
import { queryJsonPath } from "../../src/expression/jsonpath.ts";
import { strftime } from "../../src/expression/strftime.ts";
import { substitute, substituteJson, substituteRaw } from "../../src/expression/template-tag.ts";
import { GoPanic, type GoValue, typeName } from "../../src/expression/value.ts";
import { evaluateCronWhen, evaluateWhen } from "../../src/expression/when.ts";

export interface Question {
  readonly kind: string;
  readonly source: string;
  /** An object with the one key `$int` is a Go int. */
  readonly vars?: Readonly<Record<string, unknown>>;
  readonly allow?: boolean;
  readonly strict?: readonly string[];
  readonly results?: Readonly<Record<string, TaskResults>>;
  readonly number?: number;
  readonly json?: string;
}

export type Answer = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: string };

export interface FixtureEntry {
  readonly question: Question;
  readonly expected: Answer;
}

/** `shared` holds what many questions have in common; `uses` is the index in it. */
interface Fixture {
  readonly shared: readonly Partial<Question>[];
  readonly entries: readonly { readonly uses: number; readonly question: Question; readonly expected: Answer }[];
}

export function readFixture(name: string): readonly FixtureEntry[] {
  const url = new URL(`fixtures/${name}.json`, import.meta.url);
  const { shared, entries } = JSON.parse(readFileSync(url, "utf8")) as Fixture;
  return entries.map(({ uses, question, expected }) => ({ question: { ...shared[uses], ...question }, expected }));
}

const context = { now: Date.UTC(2026, 0, 1), random: () => 0.5 };

function fromJsonValue(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(fromJsonValue);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  const entries = Object.entries(value);
  const [first] = entries;
  if (entries.length === 1 && first?.[0] === "$int") {
    return BigInt(String(first[1]));
  }
  return Object.fromEntries(entries.map(([key, item]) => [key, fromJsonValue(item)]));
}

/** A value with its Go type, so that an int is told from a float64. */
function tagged(value: GoValue): unknown {
  if (value === null || typeof value === "string" || typeof value === "boolean") {
    return value;
  }
  if (typeName(value).startsWith("func(")) {
    return [typeName(value), ""];
  }
  return [typeName(value), formatGoValue(value), jsonOrError(value)];
}

function jsonOrError(value: GoValue): string {
  try {
    return marshalJson(value);
  } catch (error) {
    if (error instanceof GoPanic) {
      return `error: ${error.message}`;
    }
    throw error;
  }
}

function taggedAnswer(
  result: { readonly ok: true; readonly value: GoValue } | { readonly ok: false; readonly error: string },
): Answer {
  return result.ok ? { ok: true, value: tagged(result.value) } : result;
}

function durationAnswer(text: string): Answer {
  const parsed = parseGoDuration(text);
  return parsed.ok
    ? { ok: true, value: [String(parsed.nanoseconds), formatDuration(parsed.nanoseconds)] }
    : { ok: false, error: parsed.error };
}

/** What the product answers. */
export function answer(question: Question): Answer {
  const { kind, source, number = 0 } = question;
  const variables = fromJsonValue(question.vars ?? {}) as Record<string, unknown>;
  const strict = question.strict === undefined ? {} : { strictPrefixes: question.strict };
  const allowUnresolved = question.allow === true || question.strict !== undefined;
  const options = { allowUnresolved, context, ...strict };
  switch (kind) {
    case "when":
      return evaluateWhen(source);
    case "cronWhen":
      return evaluateCronWhen(source);
    case "expr":
      return taggedAnswer(evaluateExpression(source, variables, context));
    case "bool":
      return evaluateBoolean(source, variables, context);
    case "depends":
      return evaluateDepends(source, new Map(Object.entries(question.results ?? {})));
    case "string":
      return substitute(source, variables, options);
    case "json":
      return substituteJson(source, variables, options);
    case "raw":
      return substituteRaw(source, variables, options);
    case "jsonpath": {
      const root = parseJson(question.json ?? "");
      return root.ok ? taggedAnswer(queryJsonPath(source, root.value)) : root;
    }
    case "fromJson":
      return taggedAnswer(parseJson(source));
    case "duration":
      return durationAnswer(source);
    case "sprintf":
      return { ok: true, value: sprintfInt(source, number) };
    case "quote":
      return { ok: true, value: quote(source) };
    case "strftime":
      return { ok: true, value: strftime(source, number) };
    default:
      throw new Error(`no such question: ${kind}`);
  }
}
