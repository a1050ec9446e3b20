/** Runs a checked and optimized expression (expr-lang's `compiler` and `vm`, without the bytecode). */

import { expectLength } from "../size-limit.ts";
import { INT_SLICE } from "../types.ts";
import { type EvaluationContext, GoMap, GoPanic, GoSlice, type GoValue } from "../value.ts";
import {
  type BinaryNode,
  type BuiltinNode,
  type CallNode,
  leftChain,
  type MapNode,
  type MemberNode,
  type Node,
  type PointerNode,
} from "./ast.ts";
import { BINARY_OPERATIONS, TEXT_OPERATORS } from "./binary-operations.ts";
import { BUILTIN_FUNCTIONS } from "./builtins/builtin-functions.ts";
import { type PredicateScope, runPredicateBuiltin } from "./builtins/predicate-builtins.ts";
import { callFunction } from "./call-function.ts";
import type { ExpressionLanguage } from "./language.ts";
import { negate, toInt } from "./numbers.ts";
import { assertType, fetch, isDeeplyEqual, isNil, lengthOf, slice } from "./runtime.ts";
import { ExpressionError, type Location, NOWHERE } from "./source-error.ts";

/** The values that an expression may use. */
export interface EvaluationEnvironment {
  /** Undefined when there is no such name, which only an unchecked expression can ask for. */
  readonly get: (name: string) => GoValue | undefined;
  /** Everything, for `$env`. */
  readonly toMap: () => GoMap;
  readonly language: ExpressionLanguage;
}

const MEMORY_BUDGET = 1_000_000;

/** Thrown to leave an optional chain whose base is nil; it carries nothing, so that one will do. */
const CHAIN_END = new Error("end of an optional chain");

/**
 * @throws ExpressionError where the expression fails
 */
export function evaluate(root: Node, environment: EvaluationEnvironment, context: EvaluationContext): GoValue {
  const evaluator = new Evaluator(environment, context);
  try {
    return evaluator.evaluate(root);
  } catch (error) {
    if (error instanceof GoPanic) {
      throw new ExpressionError(error.message, evaluator.location);
    }
    throw error;
  }
}

function notTooLong(value: GoValue): GoValue {
  if (typeof value === "string") {
    expectLength(value.length);
  }
  return value;
}

export class Evaluator {
  readonly #environment: EvaluationEnvironment;
  readonly #context: EvaluationContext;
  readonly #variables: { readonly name: string; readonly value: GoValue }[] = [];
  readonly #scopes: PredicateScope[] = [];
  #memory = 0;
  /** Where the last operation stands in the source: what failed, when one did. */
  location: Location = NOWHERE;

  constructor(environment: EvaluationEnvironment, context: EvaluationContext) {
    this.#environment = environment;
    this.#context = context;
  }

  /** Counts items towards the memory budget. */
  readonly useMemory = (items: number): void => {
    this.#memory += items;
    if (this.#memory >= MEMORY_BUDGET) {
      throw new GoPanic("memory budget exceeded");
    }
  };

  evaluateBoolean(node: Node): boolean {
    const value = this.evaluate(node);
    this.location = node.location;
    assertType(value, "bool");
    return value;
  }

  /** Runs `body` with `scope` as what `#` refers to. */
  inScope<T>(scope: PredicateScope, body: () => T): T {
    this.#scopes.push(scope);
    const result = body();
    this.#scopes.pop();
    return result;
  }

  evaluate(node: Node): GoValue {
    switch (node.kind) {
      case "nil":
        return null;
      case "integer":
      case "float":
      case "bool":
      case "string":
      case "constant":
        return node.value;
      case "identifier":
        return this.#evaluateIdentifier(node.name);
      case "unary":
        return this.#evaluateUnary(node);
      case "binary":
        return this.#evaluateOperations(node);
      case "chain":
        return this.#evaluateChain(node.operand);
      case "member":
        return this.#evaluateMember(node);
      case "slice":
        return this.#evaluateSlice(node);
      case "call":
        return this.#evaluateCall(node);
      case "builtin":
        return this.#evaluateBuiltin(node);
      case "predicate":
        return this.evaluate(node.body);
      case "pointer":
        return this.#evaluatePointer(node);
      case "variable":
        return this.#evaluateVariable(node);
      case "sequence":
        return node.nodes.map((child) => this.evaluate(child)).at(-1) ?? null;
      case "conditional": {
        const condition = this.evaluate(node.condition);
        this.location = node.location;
        assertType(condition, "bool");
        return this.evaluate(condition ? node.consequence : node.alternative);
      }
      case "array":
        return this.#evaluateArray(node);
      case "map":
        return this.#evaluateMap(node);
    }
  }

  #evaluateIdentifier(name: string): GoValue {
    const variable = this.#variables.findLast((candidate) => candidate.name === name);
    if (variable !== undefined) {
      return variable.value;
    }
    return name === "$env" ? this.#environment.toMap() : (this.#environment.get(name) ?? null);
  }

  #evaluateUnary(node: Node & { readonly kind: "unary" }): GoValue {
    const value = this.evaluate(node.operand);
    this.location = node.location;
    switch (node.operator) {
      case "+":
        return value;
      case "-":
        return negate(value);
      default:
        assertType(value, "bool");
        return !value;
    }
  }

  #evaluateOperations(node: BinaryNode): GoValue {
    if (node.left.kind !== "binary") {
      return this.#operate(node, this.evaluate(node.left));
    }
    const chain = leftChain(node);
    let value = this.evaluate(chain[0].left);
    for (const operation of chain) {
      value = this.#operate(operation, value);
    }
    return value;
  }

  #operate(node: BinaryNode, left: GoValue): GoValue {
    const { operator } = node;
    switch (operator) {
      case "or":
      case "||":
      case "and":
      case "&&":
        this.location = node.location;
        assertType(left, "bool");
        return left === (operator === "or" || operator === "||") ? left : this.evaluate(node.right);
      case "??":
        return isNil(left) ? this.evaluate(node.right) : left;
    }
    const right = this.evaluate(node.right);
    this.location = node.location;
    if (operator === "..") {
      return this.#range(toInt(left), toInt(right));
    }
    const { language } = this.#environment;
    if (!language.nilContainsNothing && TEXT_OPERATORS.has(operator)) {
      assertType(left, "string");
    }
    if (!language.comparesItems && left instanceof GoSlice && (operator === "==" || operator === "!=")) {
      return isDeeplyEqual(left, right) === (operator === "==");
    }
    return BINARY_OPERATIONS[operator]?.(left, right) ?? null;
  }

  #range(from: bigint, to: bigint): GoSlice {
    const size = to < from ? 0n : to - from + 1n;
    this.useMemory(Number(size));
    return new GoSlice(
      INT_SLICE,
      Array.from({ length: Number(size) }, (_, index) => from + BigInt(index)),
    );
  }

  #evaluateChain(operand: Node): GoValue {
    try {
      const value = this.evaluate(operand);
      return isNil(value) ? null : value;
    } catch (error) {
      if (error === CHAIN_END) {
        return null;
      }
      throw error;
    }
  }

  #evaluateMember(node: MemberNode): GoValue {
    const base = this.evaluate(node.operand);
    if (node.isOptional && isNil(base)) {
      throw CHAIN_END;
    }
    const key = this.evaluate(node.property);
    this.location = node.location;
    return fetch(base, key, this.#environment.language.hasDetailedMessages);
  }

  #evaluateSlice(node: Node & { readonly kind: "slice" }): GoValue {
    const value = this.evaluate(node.operand);
    this.location = node.location;
    const to = node.to === undefined ? BigInt(lengthOf(value)) : this.evaluate(node.to);
    const from = node.from === undefined ? 0n : this.evaluate(node.from);
    this.location = node.location;
    return slice(value, from, to);
  }

  #evaluateCall(node: CallNode): GoValue {
    const parameters = node.parameters.map((parameter) => this.evaluate(parameter));
    const callee = this.evaluate(node.callee);
    this.location = node.location;
    const { hasDetailedMessages } = this.#environment.language;
    return notTooLong(callFunction(callee, parameters, this.#context, hasDetailedMessages));
  }

  #evaluateBuiltin(node: BuiltinNode): GoValue {
    const builtin = BUILTIN_FUNCTIONS.get(node.name);
    if (builtin === undefined) {
      return runPredicateBuiltin(this, node);
    }
    const parameters = node.parameters.map((parameter) => this.evaluate(parameter));
    this.location = node.location;
    return notTooLong(builtin(parameters, { context: this.#context, memory: this.useMemory }));
  }

  #evaluatePointer(node: PointerNode): GoValue {
    const scope = this.#scopes.at(-1);
    switch (node.name) {
      case "index":
        return BigInt(scope?.index ?? 0);
      case "acc":
        return scope?.accumulator ?? null;
      default:
        this.location = node.location;
        return scope?.item() ?? null;
    }
  }

  #evaluateVariable(node: Node & { readonly kind: "variable" }): GoValue {
    this.#variables.push({ name: node.name, value: this.evaluate(node.value) });
    const value = this.evaluate(node.body);
    this.#variables.pop();
    return value;
  }

  #evaluateArray(node: Node & { readonly kind: "array" }): GoSlice {
    const items = node.nodes.map((child) => this.evaluate(child));
    this.location = node.location;
    this.useMemory(items.length);
    return GoSlice.of(items);
  }

  /** Pairs are taken from the last to the first: of two equal keys the first one stays. */
  #evaluateMap(node: MapNode): GoMap {
    const pairs = node.pairs.map(({ key, value }) => [this.evaluate(key), this.evaluate(value)] as const);
    this.location = node.location;
    this.useMemory(pairs.length);
    const map = new GoMap();
    for (const [key, value] of pairs.reverse()) {
      assertType(key, "string");
      map.set(key, value);
    }
    return map;
  }
}
