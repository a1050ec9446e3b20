/** The names that expressions see: variables with dots in their names as nested maps, and Argo's functions. */
import { argoFunctions, type ConversionFunctions } from "./argo-functions.ts";
import { EXPR_1_16, EXPR_1_17, type ExpressionLanguage } from "./expr/language.ts";
import type { ExpressionEnvironment } from "./expr/program.ts";
import { type GoType, STRING_MAP } from "./types.ts";
import { fromPlain, GoMap, type GoValue } from "./value.ts";

/** Variables by name, as in `{{inputs.parameters.message}}`; null is an output that its node did not produce. */
export type Variables = ReadonlyMap<string, unknown> | Readonly<Record<string, unknown>>;

/** Only one of the two has a function under this name: the values of variables are data. */
function isMap(variables: Variables): variables is ReadonlyMap<string, unknown> {
  return typeof variables.get === "function";
}

/** The value of a variable; undefined when there is none of that name. */
export function variable(variables: Variables, name: string): unknown {
  if (isMap(variables)) {
    return variables.get(name);
  }
  return Object.hasOwn(variables, name) ? variables[name] : undefined;
}

/** All variables, in the order in which they were given. */
export function variableEntries(variables: Variables): Iterable<readonly [string, unknown]> {
  return isMap(variables) ? variables : Object.entries(variables);
}

/**
 * `env.GetFuncMap`: what `expand.Expand` makes of variables, and Argo's functions over it. Only what an expression asks
 * for is built, as an expression names few of the many variables there are.
 */
export class TemplateEnvironment implements ExpressionEnvironment {
  readonly type: GoType = STRING_MAP;
  readonly language: ExpressionLanguage;
  readonly #variables: Variables;
  readonly #functions: ReadonlyMap<string, GoValue>;
  readonly #roots = new Map<string, GoValue | undefined>();

  constructor(
    variables: Variables,
    conversions: ConversionFunctions = "builtin",
    language: ExpressionLanguage = EXPR_1_17,
  ) {
    this.#variables = variables;
    this.#functions = argoFunctions(conversions);
    this.language = language;
  }

  static of(variables: Variables, differences: ExpressionDifferences = {}): TemplateEnvironment {
    const conversions = differences.conversionsAreOfArgoPkg === true ? "argoproj/pkg" : "builtin";
    return new TemplateEnvironment(variables, conversions, languageOf(differences));
  }

  get(name: string): GoValue | undefined {
    const known = this.#functions.get(name);
    if (known !== undefined) {
      return known;
    }
    if (!this.#roots.has(name)) {
      this.#roots.set(name, expandRoot(this.#variables, name));
    }
    return this.#roots.get(name);
  }

  toMap(): GoMap {
    const map = new GoMap();
    for (const [name] of variableEntries(this.#variables)) {
      const [root = ""] = name.split(".", 1);
      map.set(root, this.get(root) ?? null);
    }
    for (const [name, value] of this.#functions) {
      map.set(name, value);
    }
    return map;
  }
}

function variableNames(variables: Variables): Iterable<string> {
  return isMap(variables) ? variables.keys() : Object.keys(variables);
}

/** The variable called `root`, or the tree of those whose names begin with `root.`. */
function expandRoot(variables: Variables, root: string): GoValue | undefined {
  const prefix = `${root}.`;
  let tree: VariableTree | undefined;
  for (const name of variableNames(variables)) {
    if (name.startsWith(prefix)) {
      tree ??= new VariableTree();
      tree.add(name.slice(prefix.length).split("."), variable(variables, name));
    }
  }
  if (tree !== undefined) {
    return tree.toGoValue();
  }
  const value = root.includes(".") ? undefined : variable(variables, root);
  return value === undefined ? undefined : fromPlain(value);
}

/** A variable that has others below it (`a` beside `a.b`) gives way to them. */
class VariableTree {
  readonly #children = new Map<string, VariableTree>();
  #value: unknown;

  add(path: readonly string[], value: unknown): void {
    let tree: VariableTree = this;
    for (const part of path) {
      let child = tree.#children.get(part);
      if (child === undefined) {
        child = new VariableTree();
        tree.#children.set(part, child);
      }
      tree = child;
    }
    tree.#value = value;
  }

  toGoValue(): GoValue {
    if (this.#children.size === 0) {
      return fromPlain(this.#value);
    }
    const map = new GoMap();
    for (const [name, child] of this.#children) {
      map.set(name, child.toGoValue());
    }
    return map;
  }
}

/** How expressions differ between releases of Argo; everything false is v4.1. */
export interface ExpressionDifferences {
  /** `asInt`, `asFloat` and `string` are those of argoproj/pkg: int64 results, other messages. */
  readonly conversionsAreOfArgoPkg?: boolean;
  /** Expressions are those of expr-lang v1.16: no `if`, no `;`, fewer builtins, other messages. */
  readonly expressionsAreOfExpr116?: boolean;
}

function languageOf(differences: ExpressionDifferences): ExpressionLanguage {
  return differences.expressionsAreOfExpr116 === true ? EXPR_1_16 : EXPR_1_17;
}

/** An environment of given values without Argo's functions, as the `depends` of a DAG task and the stop strategy of a
 * CronWorkflow have it. */
export class PlainEnvironment implements ExpressionEnvironment {
  readonly type: GoType;
  readonly language: ExpressionLanguage;
  readonly #values: ReadonlyMap<string, GoValue>;

  constructor(
    values: ReadonlyMap<string, GoValue>,
    type: GoType = STRING_MAP,
    differences: ExpressionDifferences = {},
  ) {
    this.type = type;
    this.language = languageOf(differences);
    this.#values = values;
  }

  get(name: string): GoValue | undefined {
    return this.#values.get(name);
  }

  toMap(): GoMap {
    const map = new GoMap(this.type);
    for (const [name, value] of this.#values) {
      map.set(name, value);
    }
    return map;
  }
}
