/** Parses an expression into its syntax tree (expr-lang's `parser`). */

import { NestingDepth } from "../../size-limit.ts";
import type { Node } from "../ast.ts";
import { expectShallow } from "../expression-depth.ts";
import { binaryPrecedence, isComparison, isNegatable, isRightAssociative } from "../operators.ts";
import { NOWHERE } from "../source-error.ts";
import type { ParserOptions } from "./call-parser.ts";
import { PrimaryParser } from "./primary-parser.ts";
import type { Token } from "./token.ts";

export type { ParserOptions } from "./call-parser.ts";

/**
 * @throws ExpressionError for the first thing that is no expression
 */
export function parseExpression(source: string, options: ParserOptions): Node {
  return new Parser(source, options).parse();
}

class Parser extends PrimaryParser {
  readonly #depth = new NestingDepth("an expression");

  parse(): Node {
    this.next();
    const node = this.parseSequence();
    if (!this.is("EOF")) {
      this.unexpected();
    }
    expectShallow(node);
    return node;
  }

  protected override parseSequence(): Node {
    const first = this.parseExpression(0);
    const nodes = [first];
    while (this.language.hasStatements && this.is("Operator", ";")) {
      this.next();
      if (this.is("EOF")) {
        break;
      }
      nodes.push(this.parseExpression(0));
    }
    return nodes.length === 1 ? first : this.node({ kind: "sequence", nodes, location: first.location });
  }

  protected override parseExpression(precedence: number): Node {
    this.#depth.enter();
    const node = this.#parseWithin(precedence);
    this.#depth.leave();
    return node;
  }

  #parseWithin(precedence: number): Node {
    if (precedence === 0 && this.is("Operator", "let")) {
      return this.#parseVariable();
    }
    if (precedence === 0 && this.is("Operator", "if")) {
      return this.#parseIf();
    }
    const node = this.#parseOperators(this.parsePrimary(), precedence);
    return precedence === 0 ? this.#parseTernary(node) : node;
  }

  #parseOperators(first: Node, precedence: number): Node {
    let left = first;
    let previousOperator = "";
    while (this.is("Operator")) {
      const negation = this.#takeNegation(precedence);
      if (negation === "none") {
        break;
      }
      const token = this.current;
      const operatorPrecedence = binaryPrecedence(token.value);
      if (operatorPrecedence === undefined || operatorPrecedence < precedence) {
        break;
      }
      this.next();
      left = this.#parseOperation(left, token, operatorPrecedence, previousOperator);
      if (negation === "negated") {
        left = this.node({ kind: "unary", operator: "not", operand: left, location: token.location });
      }
      previousOperator = token.value;
    }
    return left;
  }

  /** Passes over the `not` of `not in`; "none" when the operator behind it belongs to an outer expression. */
  #takeNegation(precedence: number): "plain" | "negated" | "none" {
    if (!this.is("Operator", "not")) {
      return "plain";
    }
    const not = this.next();
    if (!isNegatable(this.current.value)) {
      this.unexpected();
    }
    if ((binaryPrecedence(this.current.value) ?? -1) < precedence) {
      this.goBackTo(not);
      return "none";
    }
    return "negated";
  }

  #parseOperation(left: Node, token: Token, precedence: number, previousOperator: string): Node {
    if (token.value === "|") {
      const name = this.expect("Identifier");
      return this.parseCall(name, [left], true);
    }
    if (previousOperator === "??" && token.value !== "??") {
      this.fail(
        `Operator (${token.value}) and coalesce expressions (??) cannot be mixed. Wrap either by parentheses.`,
        token.location,
      );
    }
    if (this.language.chainsComparisons && isComparison(token.value)) {
      return this.#parseComparison(left, token, precedence);
    }
    const right = this.parseExpression(isRightAssociative(token.value) ? precedence : precedence + 1);
    return this.node({ kind: "binary", operator: token.value, left, right, location: token.location });
  }

  /** `1 < x < 3` means `1 < x && x < 3`. */
  #parseComparison(first: Node, firstToken: Token, precedence: number): Node {
    let left = first;
    let token = firstToken;
    let root: Node | undefined;
    for (;;) {
      const right = this.parseExpression(precedence + 1);
      const { location } = token;
      const comparison: Node = this.node({ kind: "binary", operator: token.value, left, right, location });
      root =
        root === undefined
          ? comparison
          : this.node({ kind: "binary", operator: "&&", left: root, right: comparison, location });
      left = right;
      token = this.current;
      if (token.kind !== "Operator" || !isComparison(token.value)) {
        return root;
      }
      this.next();
    }
  }

  #parseVariable(): Node {
    this.expect("Operator", "let");
    const name = this.expect("Identifier");
    this.expect("Operator", "=");
    const value = this.parseExpression(0);
    this.expect("Operator", ";");
    const body = this.parseSequence();
    return this.node({ kind: "variable", name: name.value, value, body, location: name.location });
  }

  #parseIf(): Node {
    this.next();
    const condition = this.parseExpression(0);
    const consequence = this.#parseBlock();
    this.expect("Operator", "else");
    const alternative = this.is("Operator", "if") ? this.parseExpression(0) : this.#parseBlock();
    return { kind: "conditional", condition, consequence, alternative, location: NOWHERE };
  }

  #parseBlock(): Node {
    this.expect("Bracket", "{");
    const block = this.parseSequence();
    this.expect("Bracket", "}");
    return block;
  }

  #parseTernary(condition: Node): Node {
    let node = condition;
    while (this.is("Operator", "?")) {
      this.next();
      let consequence = node;
      if (!this.is("Operator", ":")) {
        consequence = this.parseExpression(0);
      }
      this.expect("Operator", ":");
      const alternative = this.parseExpression(0);
      const { location } = this.current;
      node = this.node({ kind: "conditional", condition: node, consequence, alternative, location });
    }
    return node;
  }
}
