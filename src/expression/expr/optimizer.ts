/**
 * The rewriting of expressions before they run (expr-lang's `optimizer`), as far as it can be seen from outside: folded
 * parts are not evaluated, so that their errors do not happen, and a constant modulo zero is refused at once.
 */

import { deepestNesting, tooDeep } from "../size-limit.ts";
import { BOOL, FLOAT64, type GoType, INT, mapOf, STRING } from "../types.ts";
import { GoMap, GoSlice, type GoValue } from "../value.ts";
import { type BinaryNode, type BuiltinNode, type Node, rewrite, walk } from "./ast.ts";
import { type Nature, natureOf } from "./nature.ts";
import { add, divide, modulo, multiply, negate, power, subtract } from "./numbers.ts";
import { isComparison } from "./operators.ts";
import { ExpressionError } from "./source-error.ts";

const MAX_PASSES = 1000;

/** @throws ExpressionError for a modulo by a constant zero */
export function optimize(root: Node): Node {
  let node = rewrite(root, foldMembership);
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const folding = new Folding();
    node = rewrite(node, (visited) => folding.fold(visited));
    if (!folding.hasChanged) {
      break;
    }
  }
  for (const visit of [foldProjection, foldFirst, foldSum, foldCount]) {
    node = rewrite(node, visit);
  }
  return node;
}

function constant(value: GoValue, node: Node, type?: GoType): Node {
  const { location } = node;
  switch (typeof value) {
    case "bigint":
      return { kind: "integer", value, location, nature: natureOf(INT) };
    case "number":
      return { kind: "float", value, location, nature: natureOf(FLOAT64) };
    case "string":
      return { kind: "string", value, location, nature: natureOf(STRING) };
    case "boolean":
      return { kind: "bool", value, location, nature: natureOf(BOOL) };
    default:
      return { kind: "constant", value, location, nature: natureOf(type) };
  }
}

/** The value of a number, string or boolean literal. */
function literal(node: Node): bigint | number | string | boolean | undefined {
  return node.kind === "integer" || node.kind === "float" || node.kind === "string" || node.kind === "bool"
    ? node.value
    : undefined;
}

function numberLiteral(node: Node): bigint | number | undefined {
  return node.kind === "integer" || node.kind === "float" ? node.value : undefined;
}

/** `x in ["a", "b"]` looks the value up in a map with keys of one type, which other values cannot be keys of. */
function foldMembership(node: Node): Node {
  if (
    node.kind !== "binary" ||
    node.operator !== "in" ||
    node.right.kind !== "array" ||
    node.right.nodes.length === 0
  ) {
    return node;
  }
  const members = node.right.nodes;
  const areIntegers = members.every((member) => member.kind === "integer") && node.left.nature?.type?.kind === "int";
  if (!areIntegers && !members.every((member) => member.kind === "string")) {
    return node;
  }
  const map = new GoMap(mapOf(areIntegers ? INT : STRING, { kind: "struct", text: "struct {}" }));
  for (const member of members) {
    map.set(literal(member) ?? null, true);
  }
  return { ...node, right: constant(map, node.right, map.type) };
}

class Folding {
  hasChanged = false;

  fold(node: Node): Node {
    const folded = this.#foldNode(node);
    if (folded === undefined) {
      return node;
    }
    this.hasChanged = true;
    return { ...folded, location: node.location };
  }

  #foldNode(node: Node): Node | undefined {
    switch (node.kind) {
      case "unary":
        return foldUnary(node.operator, node.operand);
      case "binary":
        return foldBinary(node);
      case "array":
        return foldArray(node.nodes);
      case "builtin":
        return foldFilters(node);
      default:
        return undefined;
    }
  }
}

function foldUnary(operator: string, operand: Node): Node | undefined {
  const number = numberLiteral(operand);
  if (number !== undefined && (operator === "-" || operator === "+")) {
    return constant(operator === "-" ? negate(number) : number, operand);
  }
  const negates = operator === "!" || operator === "not";
  return negates && operand.kind === "bool" ? constant(!operand.value, operand) : undefined;
}

function foldArray(nodes: readonly Node[]): Node | undefined {
  const values = nodes.map(literal);
  const [first] = nodes;
  if (first === undefined || values.includes(undefined)) {
    return undefined;
  }
  const array = GoSlice.of(values.map((value) => value ?? null));
  return constant(array, first, array.type);
}

const ARITHMETIC: Readonly<Record<string, (left: GoValue, right: GoValue) => GoValue>> = {
  "+": add,
  "-": subtract,
  "*": multiply,
  "/": divide,
  "**": power,
  "^": power,
};

function foldBinary(node: BinaryNode): Node | undefined {
  const { operator, left, right } = node;
  if (["and", "&&", "or", "||"].includes(operator)) {
    return foldLogic(node);
  }
  const [a, b] = [literal(left), literal(right)];
  if (a === undefined || b === undefined) {
    return undefined;
  }
  if (operator === "==") {
    return left.kind === right.kind && left.kind !== "float" ? constant(a === b, node) : undefined;
  }
  if (operator === "+" && typeof a === "string" && typeof b === "string") {
    return constant(a + b, node);
  }
  if (operator === "%" && typeof a === "bigint" && typeof b === "bigint") {
    if (b === 0n) {
      throw new ExpressionError("integer divide by zero", node.location);
    }
    return constant(modulo(a, b), node);
  }
  const calculate = Object.hasOwn(ARITHMETIC, operator) ? ARITHMETIC[operator] : undefined;
  const areNumbers = numberLiteral(left) !== undefined && numberLiteral(right) !== undefined;
  return calculate !== undefined && areNumbers ? constant(calculate(a, b), node) : undefined;
}

function foldLogic(node: BinaryNode): Node | undefined {
  const { left, right } = node;
  const isAnd = node.operator === "and" || node.operator === "&&";
  const isNeutral = (operand: Node): boolean => operand.kind === "bool" && operand.value === isAnd;
  if (isNeutral(left)) {
    return withNature(right, node.nature);
  }
  if (isNeutral(right)) {
    return withNature(left, node.nature);
  }
  return left.kind === "bool" || right.kind === "bool" ? constant(!isAnd, node) : undefined;
}

function withNature(node: Node, nature: Nature | undefined): Node {
  return nature === undefined ? node : { ...node, nature };
}

/** `filter(filter(a, p), q)` goes over the array once. */
function foldFilters(node: BuiltinNode): Node | undefined {
  const [inner, outerPredicate] = node.parameters;
  if (node.name !== "filter" || inner?.kind !== "builtin" || inner.name !== "filter") {
    return undefined;
  }
  const [array, innerPredicate] = inner.parameters;
  if (array === undefined || innerPredicate?.kind !== "predicate" || outerPredicate?.kind !== "predicate") {
    return undefined;
  }
  const { location } = node;
  const body: Node = {
    kind: "binary",
    operator: "&&",
    left: innerPredicate.body,
    right: outerPredicate.body,
    location,
  };
  return { ...node, parameters: [array, { kind: "predicate", body, location }] };
}

/** `map(filter(a, p), f)` goes over the array once, unless `f` asks for the index. */
function foldProjection(node: Node): Node {
  if (node.kind !== "builtin" || node.name !== "map") {
    return node;
  }
  const [filter, predicate] = node.parameters;
  const isFoldable = filter?.kind === "builtin" && filter.name === "filter" && filter.projection === undefined;
  if (!isFoldable || predicate?.kind !== "predicate" || usesIndex(predicate)) {
    return node;
  }
  return { ...node, name: "filter", parameters: filter.parameters, projection: predicate.body };
}

function usesIndex(node: Node): boolean {
  let found = false;
  walk(node, (visited) => {
    found ||= visited.kind === "pointer" && visited.name === "index";
  });
  return found;
}

/** `filter(a, p)[0]`, `filter(a, p)[-1]`, `first(filter(a, p))` and `last(filter(a, p))` stop at the first match. */
function foldFirst(node: Node): Node {
  const { filter, end, failsWhenEmpty } = endOfFilter(node);
  if (filter?.kind !== "builtin" || filter.name !== "filter" || end === undefined) {
    return node;
  }
  const name = end === "first" ? "find" : "findLast";
  const { nature, location } = node;
  return { ...filter, name, failsWhenEmpty, location, ...(nature === undefined ? {} : { nature }) };
}

function endOfFilter(node: Node): { filter?: Node | undefined; end?: "first" | "last"; failsWhenEmpty: boolean } {
  if (node.kind === "member" && !node.isOptional && node.property.kind === "integer") {
    const end = { "0": "first", "-1": "last" }[String(node.property.value)] as "first" | "last" | undefined;
    return end === undefined ? { failsWhenEmpty: false } : { filter: node.operand, end, failsWhenEmpty: true };
  }
  if (node.kind === "builtin" && (node.name === "first" || node.name === "last")) {
    return { filter: node.parameters[0], end: node.name, failsWhenEmpty: false };
  }
  return { failsWhenEmpty: false };
}

/** `sum([a, b])` is `a + b`, and `sum(map(a, f))` is `sum(a, f)`. */
function foldSum(node: Node): Node {
  if (node.kind !== "builtin" || node.name !== "sum" || node.parameters.length !== 1) {
    return node;
  }
  const [array] = node.parameters;
  if (array?.kind === "array" && array.nodes.length >= 2) {
    const { location } = node;
    if (array.nodes.length > deepestNesting) throw tooDeep("what becomes of a sum");
    return array.nodes.reduceRight((right, left) => ({ kind: "binary", operator: "+", left, right, location }));
  }
  if (array?.kind === "builtin" && array.name === "map") {
    return { ...node, parameters: array.parameters };
  }
  return node;
}

/** `len(filter(a, p))` counts; `count(a, p) > 0` is `any(a, p)`; other comparisons of a count stop early. */
function foldCount(node: Node): Node {
  if (node.kind === "builtin" && node.name === "len") {
    const [filter] = node.parameters;
    const isFilter = filter?.kind === "builtin" && filter.name === "filter";
    return isFilter ? { ...node, name: "count", parameters: filter.parameters } : node;
  }
  if (node.kind !== "binary" || !isComparison(node.operator)) {
    return node;
  }
  const { left: count, right: limit } = node;
  if (count.kind !== "builtin" || count.name !== "count" || count.parameters.length !== 2 || limit.kind !== "integer") {
    return node;
  }
  const isInclusive = node.operator === ">=" || node.operator === "<";
  const threshold = Number(limit.value) + (isInclusive ? 0 : 1);
  if (threshold === 1 && node.operator.startsWith(">")) {
    const { nature, location } = node;
    return { ...count, name: "any", location, ...(nature === undefined ? {} : { nature }) };
  }
  return threshold > 1 ? { ...node, left: { ...count, threshold } } : node;
}
