/** Errors of the JSONPath dialect of evilmonkeyinc/jsonpath; some of them are wrapped, others passed on as they are. */
export type ProblemKind = "token" | "expression" | "selector" | "other";

export class JsonPathProblem extends Error {
  readonly kind: ProblemKind;

  constructor(kind: ProblemKind, message: string) {
    super(message);
    this.kind = kind;
  }
}

/** reflect's names of what a token may be applied to. */
export type Kind = "array" | "map" | "slice" | "string" | "int" | "nil" | "float64" | "bool" | "int64" | "invalid";

function list(kinds: readonly Kind[]): string {
  return `[${kinds.join(" ")}]`;
}

export function wrongTarget(token: string, got: Kind, expected: readonly Kind[]): JsonPathProblem {
  return new JsonPathProblem("token", `${token}: invalid token target. expected ${list(expected)} got [${got}]`);
}

export function wrongParameter(token: string, got: Kind, expected: readonly Kind[]): JsonPathProblem {
  return new JsonPathProblem("token", `${token}: invalid token argument. expected ${list(expected)} got [${got}]`);
}

export function outOfRange(token: string): JsonPathProblem {
  return new JsonPathProblem("token", `${token}: invalid token out of range`);
}

export function keyNotFound(token: string, key: string): JsonPathProblem {
  return new JsonPathProblem("token", `${token}: invalid token key '${key}' not found`);
}

export function wrongFormat(text: string): JsonPathProblem {
  return new JsonPathProblem("token", `invalid token. '${text}' does not match any token format`);
}

export function wrongResult(got: Kind, expected: readonly Kind[]): JsonPathProblem {
  return new JsonPathProblem("other", `unexpected expression result. expected ${list(expected)} got [${got}]`);
}

export function wrongExpressionFormat(text: string): JsonPathProblem {
  return new JsonPathProblem("expression", `invalid expression. invalid format '${text}'`);
}

export function emptyExpression(): JsonPathProblem {
  return new JsonPathProblem("expression", "invalid expression. is empty");
}

/** An error inside of a script is an error of the expression. */
export function asExpressionProblem(problem: JsonPathProblem): JsonPathProblem {
  return problem.kind === "expression"
    ? problem
    : new JsonPathProblem("expression", `invalid expression. ${problem.message}`);
}

export function asTokenProblem(token: string, problem: JsonPathProblem): JsonPathProblem {
  return problem.kind === "token"
    ? problem
    : new JsonPathProblem("token", `${token}: invalid token ${problem.message}`);
}

/** Runs `body`, with what `convert` makes of a problem in it. */
export function converting<T>(convert: (problem: JsonPathProblem) => JsonPathProblem, body: () => T): T {
  try {
    return body();
  } catch (error) {
    throw error instanceof JsonPathProblem ? convert(error) : error;
  }
}

/** What `body` gives, or undefined when it has a problem. */
export function attempt<T>(body: () => T): T | undefined {
  try {
    return body();
  } catch (error) {
    if (error instanceof JsonPathProblem) {
      return undefined;
    }
    throw error;
  }
}
