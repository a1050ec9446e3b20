/** The builtins of expr-lang that run a predicate over an array: `filter`, `map`, `reduce` and the like. */
import { ANY, ANY_SLICE, mapOf } from "../../types.ts";
import { GoMap, GoPanic, GoSlice, type GoValue, typeName } from "../../value.ts";
import type { BuiltinNode, Node } from "../ast.ts";
import type { Evaluator } from "../evaluator.ts";
import { add } from "../numbers.ts";
import { assertType, itemAt, lengthOf } from "../runtime.ts";
import { sortValues } from "./builtin-collections.ts";

const GROUPS = mapOf(ANY, ANY_SLICE);

/** What `#`, `#index` and `#acc` refer to. */
export class PredicateScope {
  readonly #collection: GoValue;
  readonly length: number;
  index = 0;
  accumulator: GoValue = null;

  constructor(collection: GoValue) {
    this.#collection = collection;
    this.length = collectionLength(collection);
  }

  item(): GoValue {
    const collection = this.#collection;
    if (collection instanceof GoSlice || typeof collection === "string") {
      return itemAt(collection, this.index) ?? null;
    }
    throw new GoPanic("reflect: call of reflect.Value.Index on map Value");
  }
}

function collectionLength(collection: GoValue): number {
  if (collection === null) {
    throw new GoPanic("reflect: call of reflect.Value.Len on zero Value");
  }
  if (collection instanceof GoSlice || collection instanceof GoMap || typeof collection === "string") {
    return lengthOf(collection);
  }
  const kind = typeof collection === "object" ? collection.type.kind : typeName(collection);
  throw new GoPanic(`reflect: call of reflect.Value.Len on ${kind} Value`);
}

/** Leaves a loop; whether the rest of the array is looked at matters when looking at it fails. */
const STOP = Symbol("stop");

class PredicateRun {
  readonly evaluator: Evaluator;
  readonly node: BuiltinNode;
  readonly scope: PredicateScope;

  constructor(evaluator: Evaluator, node: BuiltinNode, scope: PredicateScope) {
    this.evaluator = evaluator;
    this.node = node;
    this.scope = scope;
  }

  get predicate(): Node | undefined {
    return this.node.parameters[1];
  }

  /** The predicate's value for the current item; the item itself without a predicate. */
  value(): GoValue {
    this.evaluator.location = this.node.location;
    return this.predicate === undefined ? this.scope.item() : this.evaluator.evaluate(this.predicate);
  }

  holds(): boolean {
    const value = this.value();
    this.evaluator.location = this.node.location;
    assertType(value, "bool");
    return value;
  }

  /** The current item, or what a folded `map` makes of it. */
  projected(): GoValue {
    this.evaluator.location = this.node.location;
    const { projection } = this.node;
    return projection === undefined ? this.scope.item() : this.evaluator.evaluate(projection);
  }

  loop(body: () => typeof STOP | undefined, isBackwards = false): void {
    const { scope } = this;
    const step = isBackwards ? -1 : 1;
    scope.index = isBackwards ? scope.length - 1 : scope.index;
    for (; scope.index >= 0 && scope.index < scope.length; scope.index += step) {
      if (body() === STOP) {
        return;
      }
    }
  }

  array(items: readonly GoValue[]): GoSlice {
    this.evaluator.location = this.node.location;
    this.evaluator.useMemory(items.length);
    return GoSlice.of(items);
  }
}

/** Stops at the first item for which the predicate gives `stopsAt`. */
function quantifier(stopsAt: boolean, resultAtStop: boolean): (run: PredicateRun) => boolean {
  return (run) => {
    let result = !resultAtStop;
    run.loop(() => {
      if (run.holds() !== stopsAt) {
        return undefined;
      }
      result = resultAtStop;
      return STOP;
    });
    return result;
  };
}

function count(run: PredicateRun): bigint {
  let total = 0n;
  run.loop(() => {
    total += run.holds() ? 1n : 0n;
    return run.node.threshold !== undefined && total >= BigInt(run.node.threshold) ? STOP : undefined;
  });
  return total;
}

function filter(run: PredicateRun): GoSlice {
  const items: GoValue[] = [];
  run.loop(() => {
    if (run.holds()) {
      items.push(run.projected());
    }
    return undefined;
  });
  return run.array(items);
}

function map(run: PredicateRun): GoSlice {
  const items: GoValue[] = [];
  run.loop(() => {
    items.push(run.value());
    return undefined;
  });
  return run.array(items);
}

function sum(run: PredicateRun): GoValue {
  let total: GoValue = 0n;
  run.loop(() => {
    const value = run.value();
    run.evaluator.location = run.node.location;
    total = add(value, total);
    return undefined;
  });
  return total;
}

function find(wantsIndex: boolean, isBackwards: boolean): (run: PredicateRun) => GoValue {
  return (run) => {
    let found: GoValue | undefined;
    run.loop(() => {
      if (!run.holds()) {
        return undefined;
      }
      found = wantsIndex ? BigInt(run.scope.index) : run.projected();
      return STOP;
    }, isBackwards);
    if (found === undefined && run.node.failsWhenEmpty === true) {
      run.evaluator.location = run.node.location;
      throw new GoPanic("reflect: slice index out of range");
    }
    return found ?? null;
  };
}

function groupBy(run: PredicateRun): GoMap {
  const result = new GoMap(GROUPS);
  run.loop(() => {
    const key = run.value();
    run.evaluator.location = run.node.location;
    if (key instanceof GoSlice || key instanceof GoMap) {
      throw new GoPanic(`hash of unhashable type: ${typeName(key)}`);
    }
    const group = result.get(key);
    result.set(key, GoSlice.of([...(group instanceof GoSlice ? group.items : []), run.scope.item()]));
    return undefined;
  });
  return result;
}

function sortBy(run: PredicateRun): GoSlice {
  const [, , orderNode] = run.node.parameters;
  const order = orderNode === undefined ? "asc" : run.evaluator.evaluate(orderNode);
  run.evaluator.location = run.node.location;
  if (typeof order !== "string") {
    throw new GoPanic("sortBy order argument must be a string");
  }
  if (order !== "asc" && order !== "desc") {
    throw new GoPanic("unknown order, use asc or desc");
  }
  const pairs: { readonly item: GoValue; readonly key: GoValue }[] = [];
  run.loop(() => {
    const key = run.value();
    run.evaluator.location = run.node.location;
    pairs.push({ item: run.scope.item(), key });
    return undefined;
  });
  run.evaluator.location = run.node.location;
  return run.array(sortValues(pairs, ({ key }) => key, order === "desc").map(({ item }) => item));
}

function reduce(run: PredicateRun): GoValue {
  const { scope, node, evaluator } = run;
  const [, , initial] = node.parameters;
  if (initial !== undefined) {
    scope.accumulator = evaluator.evaluate(initial);
  } else {
    evaluator.location = node.location;
    if (scope.length === 0) {
      throw new GoPanic("reduce of empty array with no initial value");
    }
    scope.accumulator = scope.item();
    scope.index = 1;
  }
  run.loop(() => {
    scope.accumulator = run.value();
    return undefined;
  });
  return scope.accumulator;
}

const RUNS: Readonly<Record<string, (run: PredicateRun) => GoValue>> = {
  all: quantifier(false, false),
  none: quantifier(true, false),
  any: quantifier(true, true),
  one: (run) => count(run) === 1n,
  filter,
  map,
  count,
  sum,
  find: find(false, false),
  findIndex: find(true, false),
  findLast: find(false, true),
  findLastIndex: find(true, true),
  groupBy,
  sortBy,
  reduce,
};

/** Runs one of the builtins that take a predicate. */
export function runPredicateBuiltin(evaluator: Evaluator, node: BuiltinNode): GoValue {
  const [collectionNode] = node.parameters;
  const run = RUNS[node.name];
  if (collectionNode === undefined || run === undefined) {
    throw new Error(`no such builtin: ${node.name}`);
  }
  const collection = evaluator.evaluate(collectionNode);
  evaluator.location = node.location;
  const scope = new PredicateScope(collection);
  return evaluator.inScope(scope, () => run(new PredicateRun(evaluator, node, scope)));
}
