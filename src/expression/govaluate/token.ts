/** The tokens of govaluate, and which may follow which. */
import { formatFloat } from "../go/number.ts";
import type { RegularExpression } from "../go/regular-expression.ts";
import type { GoTime } from "../go/time.ts";

export type TokenKind =
  | "UNKNOWN"
  | "PREFIX"
  | "NUMERIC"
  | "BOOLEAN"
  | "STRING"
  | "PATTERN"
  | "TIME"
  | "VARIABLE"
  | "SEPARATOR"
  | "ACCESSOR"
  | "COMPARATOR"
  | "LOGICALOP"
  | "MODIFIER"
  | "CLAUSE"
  | "CLAUSE_CLOSE"
  | "TERNARY";

export type Token =
  | { readonly kind: "NUMERIC"; readonly value: number }
  | { readonly kind: "BOOLEAN"; readonly value: boolean }
  | { readonly kind: "PATTERN"; readonly value: RegularExpression; readonly text: string }
  | { readonly kind: "TIME"; readonly value: GoTime }
  | { readonly kind: "ACCESSOR"; readonly value: readonly string[] }
  | {
      readonly kind: Exclude<TokenKind, "UNKNOWN" | "NUMERIC" | "BOOLEAN" | "PATTERN" | "TIME" | "ACCESSOR">;
      readonly value: string;
    };

/** The `%v` of a token's value: a parenthesis is a rune to govaluate, so that it shows as a number. */
export function describeValue(token: Token): string {
  switch (token.kind) {
    case "NUMERIC":
      return formatFloat(token.value);
    case "PATTERN":
      return token.text;
    case "ACCESSOR":
      return `[${token.value.join(" ")}]`;
    case "CLAUSE":
    case "CLAUSE_CLOSE":
      return String(token.value.charCodeAt(0));
    default:
      return String(token.value);
  }
}

const BEGINNINGS: readonly TokenKind[] = [
  "PREFIX",
  "NUMERIC",
  "BOOLEAN",
  "VARIABLE",
  "PATTERN",
  "ACCESSOR",
  "STRING",
  "TIME",
  "CLAUSE",
];
const AFTER_VALUE: readonly TokenKind[] = [
  "MODIFIER",
  "COMPARATOR",
  "LOGICALOP",
  "CLAUSE_CLOSE",
  "TERNARY",
  "SEPARATOR",
];
const AFTER_TIME = AFTER_VALUE.filter((kind) => kind !== "TERNARY");
const OPERANDS: readonly TokenKind[] = ["PREFIX", "NUMERIC", "BOOLEAN", "VARIABLE", "ACCESSOR", "STRING", "CLAUSE"];

const FOLLOWERS: Readonly<Record<TokenKind, readonly TokenKind[]>> = {
  UNKNOWN: BEGINNINGS,
  CLAUSE: [...BEGINNINGS, "CLAUSE_CLOSE"],
  CLAUSE_CLOSE: [...AFTER_VALUE, "NUMERIC", "BOOLEAN", "VARIABLE", "STRING", "PATTERN", "TIME", "CLAUSE"],
  NUMERIC: AFTER_VALUE,
  BOOLEAN: AFTER_VALUE,
  STRING: AFTER_VALUE,
  TIME: AFTER_TIME,
  PATTERN: AFTER_TIME,
  VARIABLE: AFTER_VALUE,
  MODIFIER: [...OPERANDS, "CLAUSE_CLOSE"],
  COMPARATOR: [...OPERANDS, "TIME", "CLAUSE_CLOSE", "PATTERN"],
  LOGICALOP: [...OPERANDS, "TIME", "CLAUSE_CLOSE"],
  PREFIX: ["NUMERIC", "BOOLEAN", "VARIABLE", "ACCESSOR", "CLAUSE", "CLAUSE_CLOSE"],
  TERNARY: [...OPERANDS, "TIME", "SEPARATOR"],
  ACCESSOR: [...AFTER_VALUE, "CLAUSE"],
  SEPARATOR: [...OPERANDS, "TIME"],
};

const ENDINGS: ReadonlySet<TokenKind> = new Set<TokenKind>([
  "CLAUSE_CLOSE",
  "NUMERIC",
  "BOOLEAN",
  "STRING",
  "TIME",
  "PATTERN",
  "VARIABLE",
  "ACCESSOR",
]);

export function mayFollow(previous: TokenKind, next: TokenKind): boolean {
  return FOLLOWERS[previous].includes(next);
}

/** Why a sequence of tokens is no expression; undefined when it is one (`checkExpressionSyntax`). */
export function findSyntaxProblem(tokens: readonly Token[]): string | undefined {
  let previous: Token | undefined;
  for (const token of tokens) {
    const previousKind = previous?.kind ?? "UNKNOWN";
    if (!mayFollow(previousKind, token.kind)) {
      if (previous?.kind === "VARIABLE" && token.kind === "CLAUSE") {
        return `Undefined function ${previous.value}`;
      }
      const shown = previous === undefined ? "<nil>" : describeValue(previous);
      const from = `${previousKind} [${shown}]`;
      return `Cannot transition token types from ${from} to ${token.kind} [${describeValue(token)}]`;
    }
    previous = token;
  }
  return ENDINGS.has(previous?.kind ?? "UNKNOWN") ? undefined : "Unexpected end of expression";
}

/** Whether as many parentheses open as close; their order is not looked at. */
export function areParenthesesBalanced(tokens: readonly Token[]): boolean {
  const count = (kind: TokenKind): number => tokens.filter((token) => token.kind === kind).length;
  return count("CLAUSE") === count("CLAUSE_CLOSE");
}
