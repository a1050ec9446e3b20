/** Parses what operators apply to: names, literals and groups, with the fields, indices and calls behind them. */
import type { MemberNode, Node } from "../ast.ts";
import { isAlphanumeric } from "../characters.ts";
import { unaryPrecedence } from "../operators.ts";
import { CallParser } from "./call-parser.ts";
import { isToken, type Token } from "./token.ts";

export abstract class PrimaryParser extends CallParser {
  protected parsePrimary(): Node {
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
