/** Replaces a tag such as `{{=asInt(retries) + 1}}` (`util/template/expression_template.go`). */
import {
  type ExpressionDifferences,
  type TemplateEnvironment,
  type Variables,
  variableEntries,
} from "./environment.ts";
import { compile, type Evaluated, run } from "./expr/program.ts";
import { hasLeaf, hasPath, mentionsTokens, referencedNames } from "./expression-names.ts";
import { formatValue } from "./go/format.ts";
import { escapeJson, marshalJson } from "./go/json.ts";
import { parseJson } from "./go/json-parse.ts";
import { quote, quoteBody } from "./go/quote.ts";
import { isStrictName } from "./simple-tag.ts";
import type { Tag } from "./tag-template.ts";
import type { Substituted, SubstitutionOptions } from "./template-tag.ts";
import { type EvaluationContext, GoPanic, type GoValue } from "./value.ts";

/** How the substitution of expressions differs between releases of Argo; everything false is v4.1. */
export interface TemplateDifferences extends ExpressionDifferences {
  /** The `%v` text of a result is put in, not its JSON. */
  readonly resultIsPlainText?: boolean;
  /** An expression that names `item` may be evaluated before there is one. */
  readonly itemIsNotLate?: boolean;
  /** An expression that names `lastRetry.*` may be evaluated before there is a last attempt. */
  readonly lastRetryIsNotLate?: boolean;
  /**
   * Names are not checked before the evaluation: what cannot be evaluated stays where tags may stay, syntax errors
   * included.
   */
  readonly namesAreNotChecked?: boolean;
}

export interface ExpressionTagOptions extends TemplateDifferences {
  readonly context: EvaluationContext;
}

type ExpressionTag = Tag & { readonly kind: "expression" };

/** Variables that get their value later than others: an expression that names one waits for it. */
const ALWAYS_LATE = ["retries", "workflow.status", "workflow.failures"];
const LAST_RETRY = ["lastRetry.exitCode", "lastRetry.status", "lastRetry.duration", "lastRetry.message"];

/** Validation gives variables that have no value yet a text of this kind. */
const PLACEHOLDER_PREFIX = "__argo__internal__placeholder-";

/** What stands in the place of the tag, or upstream's error text. */
export function replaceExpressionTag(
  tag: ExpressionTag,
  environment: TemplateEnvironment,
  variables: Variables,
  options: SubstitutionOptions,
): Substituted<string> {
  if (options.namesAreNotChecked === true) {
    return replace(tag, environment, variables, options, options.allowUnresolved);
  }
  const names = tag.source === undefined ? "unparseable" : referencedNames(tag.source);
  if (names === "unparseable") {
    return replace(tag, environment, variables, options, false);
  }
  const missing = names.filter((name) => !hasPath(environment, name));
  const forbidden = missing.find((name) => isForbidden(name, options));
  if (forbidden !== undefined) {
    return { ok: false, error: `failed to evaluate expression: ${forbidden} is missing` };
  }
  const mayStay = missing.length > 0 || (options.allowUnresolved && (options.strictPrefixes ?? []).length === 0);
  return replace(tag, environment, variables, options, mayStay);
}

function isForbidden(name: string, options: SubstitutionOptions): boolean {
  return options.allowUnresolved ? isStrictName(name, options.strictPrefixes ?? []) : true;
}

/** @param mayStay - whether the tag stays where it cannot be evaluated */
function replace(
  tag: ExpressionTag,
  environment: TemplateEnvironment,
  variables: Variables,
  options: SubstitutionOptions,
  mayStay: boolean,
): Substituted<string> {
  const unchanged = { ok: true, value: `{{=${tag.text}}}` } as const;
  if (tag.source === undefined) {
    return mayStay ? unchanged : { ok: false, error: `failed to unmarshall JSON expression: ${invalidJson(tag.text)}` };
  }
  if (mayStay && namesLateVariable(tag.source, environment, options)) {
    return unchanged;
  }
  const result = evaluate(tag.source, environment, options.context);
  if (!result.ok || result.value === null) {
    if (mayStay || (options.namesAreNotChecked !== true && hasPlaceholder(variables))) {
      return unchanged;
    }
    const error = result.ok
      ? `failed to evaluate expression ${quote(tag.text)}`
      : `failed to evaluate expression: ${result.error}`;
    return { ok: false, error };
  }
  const shown = showResult(result.value, options);
  return shown.ok || !mayStay ? shown : unchanged;
}

function evaluate(source: string, environment: TemplateEnvironment, context: EvaluationContext): Evaluated {
  const program = compile(source, environment);
  return program.ok ? run(program.root, source, environment, context) : program;
}

function namesLateVariable(source: string, environment: TemplateEnvironment, options: SubstitutionOptions): boolean {
  const late = lateNames(options);
  if (options.namesAreNotChecked === true) {
    return late.some((name) => mentionsTokens(source, name) && !hasLeaf(environment, name));
  }
  const names = referencedNames(source);
  return late.some((name) => names.includes(name) && !hasPath(environment, name));
}

function lateNames(differences: TemplateDifferences): readonly string[] {
  const { itemIsNotLate = false, lastRetryIsNotLate = false } = differences;
  return [...(itemIsNotLate ? [] : ["item"]), ...(lastRetryIsNotLate ? [] : LAST_RETRY), ...ALWAYS_LATE];
}

function hasPlaceholder(variables: Variables): boolean {
  for (const [, value] of variableEntries(variables)) {
    if (typeof value === "string" && value.startsWith(PLACEHOLDER_PREFIX)) {
      return true;
    }
  }
  return false;
}

/** The result goes into a JSON string, so that a string loses its quotes and everything else gains escapes. */
function showResult(value: GoValue, options: SubstitutionOptions): Substituted<string> {
  if (options.resultIsPlainText === true) {
    return { ok: true, value: escapeJson(formatValue(value)) };
  }
  try {
    const json = marshalJson(value);
    return { ok: true, value: json.startsWith('"') ? json.slice(1, -1) : quoteBody(json) };
  } catch (error) {
    if (error instanceof GoPanic) {
      return { ok: false, error: `failed to marshal evaluated expression: ${error.message}` };
    }
    throw error;
  }
}

function invalidJson(body: string): string {
  const parsed = parseJson(`"${body}"`);
  return parsed.ok ? "json: cannot unmarshal" : parsed.error;
}
