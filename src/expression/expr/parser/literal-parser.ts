/** Parses number, array and map literals. */
import { sliceOfBytes } from "../../go/json.ts";
import { parseFloat64, parseInteger, parseIntegerInBase } from "../../go/number.ts";
import type { Node } from "../ast.ts";
import { describeToken, isToken, type Token } from "./token.ts";
import { TokenStream } from "./token-stream.ts";

export abstract class LiteralParser extends TokenStream {
  protected abstract parseExpression(precedence: number): Node;

  /** `b'...'`: one character of the token per byte. */
  protected parseBytes(token: Token): Node {
    const value = sliceOfBytes(Buffer.from(token.value, "latin1"));
    return this.node({ kind: "constant", value, location: token.location });
  }

  protected parseNumber(token: Token): Node {
    const text = token.value.replaceAll("_", "");
    const lower = text.toLowerCase();
    const { location } = token;
    if (!lower.startsWith("0x") && /[.e]/.test(lower)) {
      const parsed = parseFloat64(text);
      if (!parsed.ok) {
        this.fail(`invalid float literal: ${parsed.error}`);
      }
      return this.node({ kind: "float", value: parsed.value, location });
    }
    const base = { "0x": "hex", "0b": "binary", "0o": "octal" }[lower.slice(0, 2)];
    const parsed = base === undefined ? parseInteger(text, "ParseInt") : parseIntegerInBase(text, 0);
    if (!parsed.ok) {
      this.fail(`invalid ${base ?? "integer"} literal: ${parsed.error}`);
    }
    return this.node({ kind: "integer", value: parsed.value, location });
  }

  protected parseArray(token: Token): Node {
    const nodes: Node[] = [];
    this.expect("Bracket", "[");
    while (!this.is("Bracket", "]")) {
      if (nodes.length > 0) {
        this.expect("Operator", ",");
        if (this.is("Bracket", "]")) {
          break;
        }
      }
      nodes.push(this.parseExpression(0));
    }
    this.expect("Bracket", "]");
    return this.node({ kind: "array", nodes, location: token.location });
  }

  protected parseMap(token: Token): Node {
    const pairs: { key: Node; value: Node }[] = [];
    this.expect("Bracket", "{");
    while (!this.is("Bracket", "}")) {
      if (pairs.length > 0) {
        this.expect("Operator", ",");
        if (this.is("Bracket", "}")) {
          break;
        }
        if (this.is("Operator", ",")) {
          this.unexpected();
        }
      }
      const key = this.parseMapKey();
      this.expect("Operator", ":");
      pairs.push({ key, value: this.parseExpression(0) });
    }
    this.expect("Bracket", "}");
    return this.node({ kind: "map", pairs, location: token.location });
  }

  protected parseMapKey(): Node {
    const token = this.current;
    if (token.kind === "Number" || token.kind === "String" || token.kind === "Identifier") {
      this.next();
      return this.node({ kind: "string", value: token.value, location: token.location });
    }
    if (isToken(token, "Bracket", "(")) {
      return this.parseExpression(0);
    }
    return this.fail(
      "a map key must be a quoted string, a number, a identifier, or an expression enclosed in parentheses " +
        `(unexpected token ${describeToken(token)})`,
    );
  }
}
