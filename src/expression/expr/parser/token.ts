import { quote } from "../../go/quote.ts";
import type { Location } from "../source-error.ts";

export type TokenKind = "Identifier" | "Number" | "String" | "Bytes" | "Operator" | "Bracket" | "EOF";

export interface Token {
  readonly kind: TokenKind;
  readonly value: string;
  readonly location: Location;
}

/** How error messages show a token. */
export function describeToken(token: Token): string {
  return token.value === "" ? token.kind : `${token.kind}(${quote(token.value)})`;
}

export function isToken(token: Token, kind: TokenKind, value?: string): boolean {
  return token.kind === kind && (value === undefined || token.value === value);
}
