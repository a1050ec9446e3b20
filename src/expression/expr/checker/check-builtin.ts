/** Checks calls of builtins (`checker.go: builtinNode`, `checkFunction`). */
import { ANY, ANY_SLICE, BOOL, INT, mapOf } from "../../types.ts";
import type { BuiltinNode, Node } from "../ast.ts";
import { BUILTIN_SIGNATURES, type BuiltinSignature } from "../builtins/builtin-signatures.ts";
import {
  arrayNature,
  describeNature,
  elementNature,
  isArray,
  isBool,
  isInteger,
  isMap,
  isNatureAssignable,
  isString,
  isUnknown,
  keyNature,
  type Nature,
  natureOf,
  UNKNOWN,
} from "../nature.ts";
import { ExpressionError } from "../source-error.ts";
import { checkParameters } from "./check-call.ts";
import type { Checker } from "./checker.ts";

const NO_POINTERS: ReadonlyMap<string, Nature> = new Map();
const INDEX: ReadonlyMap<string, Nature> = new Map([["index", natureOf(INT)]]);
const INDEX_AND_ACCUMULATOR: ReadonlyMap<string, Nature> = new Map([...INDEX, ["acc", UNKNOWN]]);

const NEEDS_BOOLEAN: ReadonlySet<string> = new Set([
  "all",
  "none",
  "any",
  "one",
  "filter",
  "count",
  "find",
  "findLast",
  "findIndex",
  "findLastIndex",
]);

const PREDICATE_BUILTINS: ReadonlySet<string> = new Set([
  ...NEEDS_BOOLEAN,
  "map",
  "sum",
  "groupBy",
  "sortBy",
  "reduce",
]);

export function checkBuiltin(checker: Checker, node: BuiltinNode): Nature {
  if (PREDICATE_BUILTINS.has(node.name)) {
    return checkPredicateBuiltin(checker, node);
  }
  if (node.name === "get") {
    return checkGet(checker, node);
  }
  const signature = BUILTIN_SIGNATURES.get(node.name);
  return signature === undefined
    ? checker.fail(node, `unknown builtin ${node.name}`)
    : checkFunction(checker, node, signature);
}

function checkPredicateBuiltin(checker: Checker, node: BuiltinNode): Nature {
  const [collectionNode, predicateNode, extraNode] = node.parameters as [Node, Node | undefined, Node | undefined];
  const collection = checker.visit(collectionNode);
  if (!isArray(collection) && !isUnknown(collection)) {
    const message = `builtin ${node.name} takes only array (got ${describeNature(collection)})`;
    return checker.fail(collectionNode, message);
  }
  if (predicateNode === undefined) {
    return node.name === "count" ? natureOf(INT) : isUnknown(collection) ? UNKNOWN : elementNature(collection);
  }
  const pointers = node.name === "map" ? INDEX : node.name === "reduce" ? INDEX_AND_ACCUMULATOR : NO_POINTERS;
  const result = checker.visitPredicate(predicateNode, collection, pointers).element ?? UNKNOWN;
  if (extraNode !== undefined) {
    const extra = checker.visit(extraNode);
    if (node.name === "sortBy" && !isString(extra) && !isUnknown(extra)) {
      return checker.fail(extraNode, `sortBy order argument must be a string (got ${describeNature(extra)})`);
    }
  }
  if (result.isNil) {
    const count = node.name === "reduce" ? "two" : "one";
    return checker.fail(predicateNode, `predicate should has ${count} input and one output param`);
  }
  if (NEEDS_BOOLEAN.has(node.name) && !isBool(result) && !isUnknown(result)) {
    return checker.fail(predicateNode, `predicate should return boolean (got ${describeNature(result)})`);
  }
  return predicateResult(node.name, collection, result);
}

function predicateResult(name: string, collection: Nature, result: Nature): Nature {
  const element = isUnknown(collection) ? UNKNOWN : elementNature(collection);
  switch (name) {
    case "filter":
      return isUnknown(collection) ? natureOf(ANY_SLICE) : arrayNature(element);
    case "map":
      return arrayNature(result);
    case "count":
    case "findIndex":
    case "findLastIndex":
      return natureOf(INT);
    case "find":
    case "findLast":
      return element;
    case "groupBy":
      return { ...natureOf(mapOf(ANY, ANY_SLICE)), element: arrayNature(element) };
    case "sortBy":
      return collection;
    case "sum":
      return isUnknown(result) ? natureOf(ANY) : result;
    case "reduce":
      return result;
    default:
      return natureOf(BOOL);
  }
}

function checkGet(checker: Checker, node: BuiltinNode): Nature {
  const [baseNode, keyNode] = node.parameters;
  if (baseNode === undefined || keyNode === undefined || node.parameters.length !== 2) {
    return checker.fail(node, `invalid number of arguments (expected 2, got ${node.parameters.length})`);
  }
  const base = checker.visit(baseNode);
  const key = checker.visit(keyNode);
  if (baseNode.kind === "identifier" && baseNode.name === "$env") {
    return keyNode.kind === "string" ? (checker.environmentNature(keyNode.value) ?? UNKNOWN) : UNKNOWN;
  }
  if (isUnknown(base)) {
    return UNKNOWN;
  }
  if (isArray(base)) {
    return isInteger(key) || isUnknown(key)
      ? elementNature(base)
      : checker.fail(keyNode, `non-integer slice index ${describeNature(key)}`);
  }
  if (isMap(base)) {
    const types = `${describeNature(key)} to get an element from ${describeNature(base)}`;
    return isNatureAssignable(key, keyNature(base)) || isUnknown(key)
      ? elementNature(base)
      : checker.fail(keyNode, `cannot use ${types}`);
  }
  return checker.fail(baseNode, `type ${describeNature(base)} does not support indexing`);
}

function checkFunction(checker: Checker, node: BuiltinNode, signature: BuiltinSignature): Nature {
  if ("validate" in signature) {
    const types = node.parameters.map((parameter) => {
      const nature = checker.visit(parameter);
      return isUnknown(nature) ? ANY : nature.type;
    });
    const validated = signature.validate(types);
    return typeof validated === "string" ? checker.fail(node, validated) : natureOf(validated);
  }
  let problem: ExpressionError | undefined;
  for (const type of signature.overloads) {
    const checked = checkParameters(checker, { name: node.name, type, parameters: node.parameters, node });
    if (!(checked instanceof ExpressionError)) {
      return checked;
    }
    problem = checked;
  }
  throw problem ?? new ExpressionError(`no matching overload for ${node.name}`, node.location);
}
