/** Which variables an expression refers to (`util/template/expression_template.go`). */
import { BoundedCache } from "./bounded-cache.ts";
import { type MemberNode, type Node, walk } from "./expr/ast.ts";
import { isBuiltin } from "./expr/builtins/builtin-signatures.ts";
import { EXPR_1_17 } from "./expr/language.ts";
import { tokenize } from "./expr/parser/lexer.ts";
import { parseExpression } from "./expr/parser/parser.ts";
import type { ExpressionEnvironment } from "./expr/program.ts";
import { ExpressionError } from "./expr/source-error.ts";
import { GoMap, GoStruct, type GoValue } from "./value.ts";

const namesBySource = new BoundedCache<string, readonly string[] | "unparseable">(5000);

/**
 * The names and dotted paths that an expression refers to, in order of appearance, without what `??` or `?.` makes up
 * for; "unparseable" when it is no expression.
 */
export function referencedNames(source: string): readonly string[] | "unparseable" {
  let names = namesBySource.get(source);
  if (names === undefined) {
    names = findNames(source);
    namesBySource.set(source, names);
  }
  return names;
}

function findNames(source: string): readonly string[] | "unparseable" {
  let root: Node;
  try {
    root = parseExpression(source, { isBuiltin, isOverridden: () => false, language: EXPR_1_17 });
  } catch (error) {
    if (error instanceof ExpressionError) {
      return "unparseable";
    }
    throw error;
  }
  const guarded = guardedMembers(root);
  const names = new Set<string>();
  walk(root, (node) => {
    if (node.kind === "identifier") {
      names.add(node.name);
    } else if (node.kind === "member" && !guarded.has(node)) {
      const path = memberPath(node);
      if (path !== undefined) {
        names.add(path);
      }
    }
  });
  return [...names];
}

/** The members left of `??`, and those that `?.` looks into. The variable at their root still has to be there. */
function guardedMembers(root: Node): ReadonlySet<Node> {
  const guarded = new Set<Node>();
  walk(root, (node) => {
    if (node.kind === "binary" && node.operator === "??") {
      walk(node.left, (inner) => {
        if (inner.kind === "member") {
          guarded.add(inner);
        }
      });
    } else if (node.kind === "member" && node.isOptional && node.operand.kind === "member") {
      guarded.add(node.operand);
    }
  });
  return guarded;
}

/** `a.b["c"]` as `a.b.c`; undefined for paths with other parts. */
function memberPath(node: MemberNode): string | undefined {
  if (node.isOptional || node.property.kind !== "string") {
    return undefined;
  }
  const { operand, property } = node;
  if (operand.kind === "identifier") {
    return `${operand.name}.${property.value}`;
  }
  const base = operand.kind === "member" ? memberPath(operand) : undefined;
  return base === undefined ? undefined : `${base}.${property.value}`;
}

/** Whether the environment has the value that a dotted path leads to; nil counts. */
export function hasPath(environment: ExpressionEnvironment, path: string): boolean {
  return valueAt(environment, path) !== undefined;
}

/** Whether a dotted path leads to a value that is no map. */
export function hasLeaf(environment: ExpressionEnvironment, path: string): boolean {
  const value = valueAt(environment, path);
  return value !== undefined && !(value instanceof GoMap);
}

function valueAt(environment: ExpressionEnvironment, path: string): GoValue | undefined {
  const [root = "", ...rest] = path.split(".");
  let value: GoValue | undefined = environment.get(root);
  for (const part of rest) {
    if (value instanceof GoMap) {
      value = value.get(part);
    } else if (value instanceof GoStruct) {
      value = value.fields.get(part);
    } else {
      return undefined;
    }
  }
  return value;
}

/** Whether the tokens of `name` occur in a row in the expression: how releases before v3.7 looked for variables. */
export function mentionsTokens(source: string, name: string): boolean {
  if (!source.includes(name)) {
    return false;
  }
  const tokens = tokenize(source);
  const wanted = tokenize(name);
  if (tokens === undefined || wanted === undefined) {
    return false;
  }
  return tokens.some((_, start) =>
    wanted.every((token, offset) => {
      const candidate = tokens[start + offset];
      return candidate?.kind === token.kind && candidate.value === token.value;
    }),
  );
}
