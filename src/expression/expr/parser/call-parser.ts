/** Parses calls and the predicates of builtins such as `filter`. */
import type { BuiltinNode, Node } from "../ast.ts";
import type { ExpressionLanguage } from "../language.ts";
import type { Location } from "../source-error.ts";
import { LiteralParser } from "./literal-parser.ts";
import type { Token } from "./token.ts";

type ParameterShape = "value" | "predicate" | "optional value" | "optional predicate";

const PREDICATE_BUILTINS: Readonly<Record<string, readonly ParameterShape[]>> = {
  all: ["value", "predicate"],
  none: ["value", "predicate"],
  any: ["value", "predicate"],
  one: ["value", "predicate"],
  filter: ["value", "predicate"],
  map: ["value", "predicate"],
  count: ["value", "optional predicate"],
  sum: ["value", "optional predicate"],
  find: ["value", "predicate"],
  findIndex: ["value", "predicate"],
  findLast: ["value", "predicate"],
  findLastIndex: ["value", "predicate"],
  groupBy: ["value", "predicate"],
  sortBy: ["value", "predicate", "optional value"],
  reduce: ["value", "predicate", "optional value"],
};

/** What decides whether a call is a builtin or something of the environment. */
export interface ParserOptions {
  readonly language: ExpressionLanguage;
  readonly isBuiltin: (name: string) => boolean;
  /** Whether the environment has a name that hides the builtin of that name. */
  readonly isOverridden: (name: string) => boolean;
}

export abstract class CallParser extends LiteralParser {
  readonly #options: ParserOptions;
  #predicateDepth = 0;

  constructor(source: string, options: ParserOptions) {
    super(source, options.language.hasStatements);
    this.#options = options;
  }

  protected get language(): ExpressionLanguage {
    return this.#options.language;
  }

  protected abstract parseSequence(): Node;

  protected get isInPredicate(): boolean {
    return this.#predicateDepth > 0;
  }

  protected parseCall(token: Token, parameters: Node[], checksOverrides: boolean): Node {
    const { value: name, location } = token;
    const isOverridden = checksOverrides && this.#options.isOverridden(name);
    if (!isOverridden && Object.hasOwn(PREDICATE_BUILTINS, name)) {
      return this.parsePredicateCall(name, location, parameters);
    }
    if (!isOverridden && this.#options.isBuiltin(name)) {
      return this.node({ kind: "builtin", name, parameters: this.parseParameters(parameters), location });
    }
    const callee = this.node({ kind: "identifier", name, location });
    return this.node({ kind: "call", callee, parameters: this.parseParameters(parameters), location });
  }

  protected parsePredicateCall(name: string, location: Location, parameters: Node[]): BuiltinNode {
    this.expect("Bracket", "(");
    const shapes = PREDICATE_BUILTINS[name]?.slice(parameters.length) ?? [];
    for (const [index, shape] of shapes.entries()) {
      if (this.is("Bracket", ")")) {
        if (shape.startsWith("optional")) {
          break;
        }
        this.fail(`expected at least ${shapes.length} arguments`);
      }
      if (index > 0) {
        this.expect("Operator", ",");
      }
      parameters.push(shape.endsWith("predicate") ? this.parsePredicate() : this.parseExpression(0));
    }
    if (this.is("Operator", ",")) {
      this.next();
    }
    this.expect("Bracket", ")");
    return this.node({ kind: "builtin", name, parameters, location });
  }

  protected parseParameters(parameters: Node[]): Node[] {
    const offset = parameters.length;
    this.expect("Bracket", "(");
    while (!this.is("Bracket", ")")) {
      if (parameters.length > offset) {
        this.expect("Operator", ",");
        if (this.is("Bracket", ")")) {
          break;
        }
      }
      parameters.push(this.parseExpression(0));
    }
    this.expect("Bracket", ")");
    return parameters;
  }

  protected parsePredicate(): Node {
    const { location } = this.current;
    const inBraces = this.is("Bracket", "{");
    if (inBraces) {
      this.next();
    }
    this.#predicateDepth++;
    const body = inBraces ? this.parseSequence() : this.parseExpression(0);
    if (!inBraces && this.is("Operator", ";")) {
      this.fail("wrap predicate with brackets { and }");
    }
    this.#predicateDepth--;
    if (inBraces) {
      this.expect("Bracket", "}");
    }
    return this.node({ kind: "predicate", body, location });
  }
}
