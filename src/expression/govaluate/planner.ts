/**
 * Plans the evaluation of tokens (govaluate's `stagePlanner.go`).
 *
 * Every level of precedence is first read as if it were right-associative; chains of one level are then turned round.
 */

import { deepestNesting, NestingDepth } from "../size-limit.ts";
import {
  BINARY_OPERATORS,
  type Compute,
  describe,
  type OperatorDefinition,
  PREFIX_OPERATORS,
  type Value,
} from "./operations.ts";
import { GovaluateProblem } from "./problem.ts";
import type { Token, TokenKind } from "./token.ts";

/** What a stage does; stages of one level of precedence trade it when a chain is turned round. */
interface Work {
  readonly symbol: string;
  readonly level: number;
  readonly definition: OperatorDefinition;
  readonly describeMismatch: (value: Value) => string;
}

export interface Stage {
  work: Work;
  left: Stage | undefined;
  right: Stage | undefined;
}

const LITERAL = "literal";
const GROUP = "group";

interface Level {
  readonly kind: TokenKind;
  readonly symbols: readonly string[];
  readonly level: number;
  readonly mismatch: (value: string, symbol: string) => string;
}

function modifier(value: string, symbol: string): string {
  return `Value '${value}' cannot be used with the modifier '${symbol}', it is not a number`;
}

function logical(value: string, symbol: string): string {
  return `Value '${value}' cannot be used with the logical operator '${symbol}', it is not a bool`;
}

function comparator(value: string, symbol: string): string {
  return `Value '${value}' cannot be used with the comparator '${symbol}', it is not a number`;
}

function ternary(value: string, symbol: string): string {
  return `Value '${value}' cannot be used with the ternary operator '${symbol}', it is not a bool`;
}

/** From what binds least to what binds most. `level` tells chains apart that are turned round on their own. */
const LEVELS: readonly Level[] = [
  { kind: "SEPARATOR", symbols: [","], level: 13, mismatch: modifier },
  { kind: "TERNARY", symbols: ["?", ":", "??"], level: 10, mismatch: ternary },
  { kind: "LOGICALOP", symbols: ["||"], level: 12, mismatch: logical },
  { kind: "LOGICALOP", symbols: ["&&"], level: 11, mismatch: logical },
  {
    kind: "COMPARATOR",
    symbols: ["==", "!=", ">", ">=", "<", "<=", "=~", "!~", "in"],
    level: 9,
    mismatch: comparator,
  },
  { kind: "MODIFIER", symbols: ["^", "&", "|"], level: 6, mismatch: modifier },
  { kind: "MODIFIER", symbols: [">>", "<<"], level: 7, mismatch: modifier },
  { kind: "MODIFIER", symbols: ["+", "-"], level: 5, mismatch: modifier },
  { kind: "MODIFIER", symbols: ["*", "/", "%"], level: 8, mismatch: modifier },
  { kind: "MODIFIER", symbols: ["**"], level: 4, mismatch: modifier },
];

/** A group lies as deep in the planner as there are levels of precedence. */
const deepestGroups = deepestNesting / 2;

const PREFIX_LEVEL = 3;
const VALUE_LEVEL = 1;
const GROUP_LEVEL = 0;

function noMismatch(): string {
  return "";
}

function leaf(symbol: string, compute: Compute): Stage {
  const work = { symbol, level: VALUE_LEVEL, definition: { compute }, describeMismatch: noMismatch };
  return { work, left: undefined, right: undefined };
}

function operation(symbol: string, level: Level, left: Stage | undefined, right: Stage | undefined): Stage {
  const definition = BINARY_OPERATORS[symbol] ?? { compute: () => null };
  const describeMismatch = (value: Value): string => level.mismatch(describe(value), symbol);
  return { work: { symbol, level: level.level, definition, describeMismatch }, left, right };
}

/** @throws GovaluateProblem for a token that cannot be planned */
export function plan(tokens: readonly Token[]): Stage {
  const root = new Planner(tokens).planLevel(0);
  if (root === undefined) {
    throw new Error("an expression without tokens");
  }
  turnChains(root);
  return foldLiterals(root);
}

class Planner {
  readonly #tokens: readonly Token[];
  #position = 0;
  readonly #depth = new NestingDepth("an expression", deepestGroups);

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  planLevel(index: number): Stage | undefined {
    const level = LEVELS[index];
    if (level === undefined) {
      return this.#planValue();
    }
    const operands = [this.planLevel(index + 1)];
    const symbols: string[] = [];
    for (let symbol = this.#takeOperator(level); symbol !== undefined; symbol = this.#takeOperator(level)) {
      symbols.push(symbol);
      operands.push(this.planLevel(index + 1));
    }
    return symbols.reduceRight(
      (right, symbol, position) => operation(symbol, level, operands[position], right),
      operands.at(-1),
    );
  }

  #takeOperator(level: Level): string | undefined {
    const token = this.#tokens[this.#position];
    const symbol = String(token?.value);
    if (token?.kind !== level.kind || !level.symbols.includes(symbol)) return undefined;
    this.#position++;
    return symbol;
  }

  #planValue(): Stage | undefined {
    this.#depth.enter();
    const stage = this.#planWithin();
    this.#depth.leave();
    return stage;
  }

  #planWithin(): Stage | undefined {
    const token = this.#tokens[this.#position];
    if (token === undefined || token.kind === "CLAUSE_CLOSE") {
      return undefined;
    }
    this.#position++;
    switch (token.kind) {
      case "CLAUSE":
        return this.#planGroup();
      case "PREFIX":
        return planPrefix(token.value, this.#planValue());
      case "ACCESSOR":
      case "VARIABLE":
        return leaf("", missingParameter(token.kind === "ACCESSOR" ? (token.value[0] ?? "") : token.value));
      case "TIME":
        return literal(Number(token.value.instant.unixNanoseconds / 1_000_000_000n));
      case "NUMERIC":
      case "STRING":
      case "PATTERN":
      case "BOOLEAN":
        return literal(token.value);
      default:
        throw new GovaluateProblem(`Unable to plan token kind: '${token.kind}', value: '${token.value}'`);
    }
  }

  /** A group stands between its content and the chains around it. */
  #planGroup(): Stage {
    const right = this.planLevel(0);
    this.#position++;
    const definition: OperatorDefinition = { compute: (_, value) => value };
    const work = { symbol: GROUP, level: GROUP_LEVEL, definition, describeMismatch: noMismatch };
    return { work, left: undefined, right };
  }
}

function literal(value: Value): Stage {
  return leaf(LITERAL, () => value);
}

function missingParameter(name: string): Compute {
  return () => {
    throw new GovaluateProblem(`No parameter '${name}' found.`);
  };
}

function planPrefix(symbol: string, right: Stage | undefined): Stage {
  const definition = PREFIX_OPERATORS[symbol] ?? { compute: () => null };
  const describeMismatch = (value: Value): string =>
    `Value '${describe(value)}' cannot be used with the prefix '${symbol}'`;
  return {
    work: { symbol: `prefix ${symbol}`, level: PREFIX_LEVEL, definition, describeMismatch },
    left: undefined,
    right,
  };
}

/** Turns `1 - (2 - 3)`, as it was read, into `(1 - 2) - 3`, all the way down (`reorderStages`). */
function turnChains(root: Stage): void {
  let chain: Stage[] = [];
  for (let stage: Stage | undefined = root; stage !== undefined; ) {
    const next: Stage | undefined = stage.right;
    if (stage.left !== undefined) {
      turnChains(stage.left);
    }
    if (chain[0] !== undefined && chain[0].work.level !== stage.work.level) {
      turnChain(chain);
      chain = [];
    }
    chain.push(stage);
    stage = next;
  }
  turnChain(chain);
}

/** Rebuilds a chain `a op1 (b op2 (c op3 d))` as `((a op1 b) op2 c) op3 d`. */
function turnChain(chain: readonly Stage[]): void {
  const [root] = chain;
  const last = chain.at(-1);
  if (root === undefined || last === undefined || chain.length < 2) {
    return;
  }
  const operands = [...chain.map((stage) => stage.left), last.right];
  const works = chain.map((stage) => stage.work);
  for (const [index, stage] of chain.entries()) {
    const distance = chain.length - 1 - index;
    stage.work = works[distance] ?? stage.work;
    stage.left = chain[index + 1] ?? operands[0];
    stage.right = operands[distance + 1];
  }
}

/** Works out operations on literals beforehand, which spares nothing here but the order of errors. */
function foldLiterals(root: Stage): Stage {
  const [innermost, ...outer] = leftChain(root);
  let folded = foldOperation(innermost);
  for (const stage of outer) {
    stage.left = folded;
    folded = foldOperation(stage);
  }
  return folded;
}

/** The stages at the left of each other, the innermost first: there may be thousands, as in `a && b && c`. */
export function leftChain(root: Stage): readonly [Stage, ...Stage[]] {
  const chain: [Stage, ...Stage[]] = [root];
  for (let left = root.left; left !== undefined; left = left.left) chain.push(left);
  return chain.reverse() as [Stage, ...Stage[]];
}

/** Folds an operation whose left side is folded. */
function foldOperation(stage: Stage): Stage {
  stage.right = stage.right && foldLiterals(stage.right);
  const { left, right, work } = stage;
  const areLiterals = left?.work.symbol === LITERAL && right?.work.symbol === LITERAL;
  if (!areLiterals || work.symbol === "," || work.symbol === "in") {
    return stage;
  }
  const [leftValue, rightValue] = [left.work.definition.compute(null, null), right.work.definition.compute(null, null)];
  if (findMismatch(work, leftValue, rightValue) !== undefined) {
    return stage;
  }
  try {
    return literal(work.definition.compute(leftValue, rightValue));
  } catch (error) {
    if (error instanceof GovaluateProblem) {
      return stage;
    }
    throw error;
  }
}

/** Why values do not fit an operator; undefined when they do. */
export function findMismatch(work: Work, left: Value, right: Value): string | undefined {
  const { acceptsBoth, acceptsLeft, acceptsRight } = work.definition;
  if (acceptsBoth !== undefined) {
    return acceptsBoth(left, right) ? undefined : work.describeMismatch(left);
  }
  if (acceptsLeft !== undefined && !acceptsLeft(left)) {
    return work.describeMismatch(left);
  }
  return acceptsRight !== undefined && !acceptsRight(right) ? work.describeMismatch(right) : undefined;
}
