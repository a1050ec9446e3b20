/** Parses an expression into its syntax tree (expr-lang's `parser`). */
import type { MemberNode, Node } from "./ast.ts";
import { CallParser, type ParserOptions } from "./call-parser.ts";
import { isAlphanumeric } from "./lexer.ts";
import { binaryPrecedence, isComparison, isNegatable, isRightAssociative, unaryPrecedence } from "./operators.ts";
import { NOWHERE } from "./source-error.ts";
import { isToken, type Token } from "./token.ts";

export type { ParserOptions } from "./call-parser.ts";

/**
 * @throws ExpressionError for the first thing that is no expression
 */
export function parseExpression(source: string, options: ParserOptions): Node {
  return new Parser(source, options).parse();
}

class Parser extends CallParser {
  parse(): Node {
    this.next();
    const node = this.parseSequence();
    if (!this.is("EOF")) {
      this.unexpected();
    }
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
    if (precedence === 0 && this.is("Operator", "let")) {
      return this.#parseVariable();
    }
    if (precedence === 0 && this.is("Operator", "if")) {
      return this.#parseIf();
    }
    const node = this.#parseOperators(this.#parsePrimary(), precedence);
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
    const alternative = this.is("Operator", "if") ? this.#parseIf() : this.#parseBlock();
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

  #parsePrimary(): Node {
    const token = this.current;
    if (token.kind === "Operator") {
      const precedence = unaryPrecedence(token.value);
      if (precedence !== undefined) {
        this.next();
        const operand = this.parseExpression(precedence);
        const { value: operator, location } = token;
        return this.#parsePostfix(this.node({ kind: "unary", operator, operand, location }));
      }
      if (this.isInPredicate && (token.value === "#" || token.value === ".")) {
        return this.#parsePostfix(this.#parsePointer(token));
      }
      if (token.value === "::") {
        this.next();
        const name = this.expect("Identifier");
        return this.#parsePostfix(this.parseCall(name, [], false));
      }
    }
    if (isToken(token, "Bracket", "(")) {
      this.next();
      const node = this.parseSequence();
      this.expect("Bracket", ")");
      return this.#parsePostfix(node);
    }
    return this.#parseSecondary();
  }

  /** In a predicate `.field` is short for `#.field`. */
  #parsePointer(token: Token): Node {
    let name = "";
    if (token.value === "#") {
      this.next();
      if (this.is("Identifier")) {
        name = this.next().value;
      }
    }
    return this.node({ kind: "pointer", name, location: token.location });
  }

  #parseSecondary(): Node {
    const token = this.current;
    switch (token.kind) {
      case "Identifier":
        this.next();
        return this.#parseName(token);
      case "Number":
        this.next();
        return this.parseNumber(token);
      case "Bytes":
        this.next();
        return this.#parsePostfix(this.parseBytes(token));
      case "String":
        this.next();
        return this.#parseText(token);
      default:
        if (isToken(token, "Bracket", "[")) {
          return this.#parsePostfix(this.parseArray(token));
        }
        if (isToken(token, "Bracket", "{")) {
          return this.#parsePostfix(this.parseMap(token));
        }
        return this.unexpected(token);
    }
  }

  #parseText(token: Token): Node {
    const node = this.node({ kind: "string", value: token.value, location: token.location });
    return this.language.indexesLiterals ? this.#parsePostfix(node) : node;
  }

  #parseName(token: Token): Node {
    const { value: name, location } = token;
    switch (name) {
      case "true":
      case "false":
        return this.node({ kind: "bool", value: name === "true", location });
      case "nil":
        return this.node({ kind: "nil", location });
    }
    if (this.is("Bracket", "(")) {
      return this.#parsePostfix(this.parseCall(token, [], true));
    }
    return this.#parsePostfix(this.node({ kind: "identifier", name, location }));
  }

  #parsePostfix(first: Node): Node {
    let node = first;
    for (;;) {
      const token = this.current;
      if (token.kind === "Operator" && (token.value === "." || token.value === "?.")) {
        this.next();
        if (token.value === "?." && this.is("Bracket", "[")) {
          node = this.#parseIndex(node, true);
        } else {
          node = this.#parseField(node, token.value === "?.");
        }
      } else if (isToken(token, "Bracket", "[")) {
        node = this.#parseIndex(node, false);
      } else {
        return node;
      }
    }
  }

  #parseField(base: Node, isOptional: boolean): Node {
    const name = this.next();
    // Operators like `not` and `matches` are valid names of fields and methods.
    const isName = name.kind === "Identifier" || (name.kind === "Operator" && isAlphanumeric(name.value[0] ?? ""));
    if (!isName) {
      this.fail("expected name");
    }
    const { location } = name;
    const property = this.node({ kind: "string", value: name.value, location });
    const isChain = base.kind === "chain";
    const operand = isChain ? base.operand : base;
    const member: MemberNode = this.node({ kind: "member", operand, property, isOptional, isMethod: false, location });
    let node: Node = member;
    if (this.is("Bracket", "(")) {
      member.isMethod = true;
      node = this.node({ kind: "call", callee: member, parameters: this.parseParameters([]), location });
    }
    return isChain || isOptional ? this.node({ kind: "chain", operand: node, location }) : node;
  }

  #parseIndex(operand: Node, isOptional: boolean): Node {
    const { location } = this.next();
    const from = this.is("Operator", ":") ? undefined : this.parseExpression(0);
    if (this.is("Operator", ":")) {
      this.next();
      const to = this.is("Bracket", "]") ? undefined : this.parseExpression(0);
      const slice = this.node({ kind: "slice", operand, from, to, location });
      this.expect("Bracket", "]");
      return slice;
    }
    const property = from as Node;
    const member = this.node({ kind: "member", operand, property, isOptional, isMethod: false, location });
    const node = isOptional ? this.node({ kind: "chain", operand: member, location }) : member;
    this.expect("Bracket", "]");
    return node;
  }
}
