/** Precedence of the operators of expr-lang. */

const UNARY_PRECEDENCE: Readonly<Record<string, number>> = { not: 50, "!": 50, "-": 90, "+": 90 };

const BINARY_PRECEDENCE: Readonly<Record<string, number>> = {
  "|": 0,
  or: 10,
  "||": 10,
  and: 15,
  "&&": 15,
  "==": 20,
  "!=": 20,
  "<": 20,
  ">": 20,
  ">=": 20,
  "<=": 20,
  in: 20,
  matches: 20,
  contains: 20,
  startsWith: 20,
  endsWith: 20,
  "..": 25,
  "+": 30,
  "-": 30,
  "*": 60,
  "/": 60,
  "%": 60,
  "**": 100,
  "^": 100,
  "??": 500,
};

export function binaryPrecedence(operator: string): number | undefined {
  return Object.hasOwn(BINARY_PRECEDENCE, operator) ? BINARY_PRECEDENCE[operator] : undefined;
}

export function unaryPrecedence(operator: string): number | undefined {
  return Object.hasOwn(UNARY_PRECEDENCE, operator) ? UNARY_PRECEDENCE[operator] : undefined;
}

export function isRightAssociative(operator: string): boolean {
  return operator === "**" || operator === "^";
}

export function isComparison(operator: string): boolean {
  return operator === "<" || operator === ">" || operator === "<=" || operator === ">=";
}

/** The operators that `not` may stand before, as in `not in`. */
export function isNegatable(operator: string): boolean {
  return ["contains", "matches", "startsWith", "endsWith", "in"].includes(operator);
}
