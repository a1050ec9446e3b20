/** Checks the types of an expression before it runs (expr-lang's `checker`), and notes them in the tree. */
import { ANY_SLICE, BOOL, BYTES, FLOAT64, type GoType, INT, STRING, STRING_MAP } from "../../types.ts";
import { typeOf } from "../../value.ts";
import {
  type BinaryNode,
  type CallNode,
  type ConditionalNode,
  leftChain,
  type Node,
  type PointerNode,
  type VariableNode,
} from "../ast.ts";
import { builtinType } from "../builtins/builtin-signatures.ts";
import type { ExpressionLanguage } from "../language.ts";
import {
  arrayNature,
  describeNature,
  elementNature,
  isArray,
  isBool,
  isInteger,
  isNatureAssignable,
  isString,
  isUnknown,
  kindOf,
  type Nature,
  NIL,
  natureOf,
  UNKNOWN,
} from "../nature.ts";
import { ExpressionError } from "../source-error.ts";
import { checkBuiltin } from "./check-builtin.ts";
import { checkParameters } from "./check-call.ts";
import { checkMember } from "./check-member.ts";
import { checkBinary, checkUnary } from "./check-operators.ts";

/** The names that an expression may use, with their types; `null` is a name whose value is nil. */
export interface CheckedEnvironment {
  /** Undefined when there is no such name. */
  readonly typeOf: (name: string) => GoType | null | undefined;
  readonly type: GoType;
  readonly language: ExpressionLanguage;
}

interface PredicateScope {
  readonly collection: Nature;
  readonly pointers: ReadonlyMap<string, Nature>;
}

/**
 * Notes in every node what it is.
 *
 * @throws ExpressionError at the first thing that cannot be right
 */
export function check(node: Node, environment: CheckedEnvironment): Nature {
  return new Checker(environment).visit(node);
}

export class Checker {
  readonly environment: CheckedEnvironment;
  readonly #predicateScopes: PredicateScope[] = [];
  readonly #variables: { readonly name: string; readonly nature: Nature }[] = [];

  constructor(environment: CheckedEnvironment) {
    this.environment = environment;
  }

  visit(node: Node): Nature {
    const nature = this.#natureOf(node);
    node.nature = nature;
    return nature;
  }

  fail(node: Node, message: string): never {
    throw new ExpressionError(message, node.location);
  }

  /** Visits a predicate with `#` standing for the elements of `collection`. */
  visitPredicate(node: Node, collection: Nature, pointers: ReadonlyMap<string, Nature>): Nature {
    this.#predicateScopes.push({ collection, pointers });
    const nature = this.visit(node);
    this.#predicateScopes.pop();
    return nature;
  }

  environmentNature(name: string): Nature | undefined {
    const type = this.environment.typeOf(name);
    return type === undefined ? undefined : type === null ? NIL : natureOf(type);
  }

  #natureOf(node: Node): Nature {
    switch (node.kind) {
      case "nil":
        return NIL;
      case "identifier":
        return this.#checkIdentifier(node, node.name);
      case "integer":
        return natureOf(INT);
      case "float":
        return natureOf(FLOAT64);
      case "bool":
        return natureOf(BOOL);
      case "string":
        return natureOf(STRING);
      case "constant":
        return natureOf(typeOf(node.value) ?? BYTES);
      case "unary":
        return this.#orFail(node, checkUnary(node.operator, this.visit(node.operand)));
      case "binary":
        return this.#checkChain(node);
      case "chain":
        return this.visit(node.operand);
      case "member":
        return checkMember(this, node);
      case "slice":
        return this.#checkSlice(node);
      case "call":
        return this.#checkCall(node);
      case "builtin":
        return checkBuiltin(this, node);
      case "predicate":
        return this.#checkPredicate(node);
      case "pointer":
        return this.#checkPointer(node);
      case "variable":
        return this.#checkVariable(node);
      case "sequence":
        return node.nodes.map((child) => this.visit(child)).at(-1) ?? UNKNOWN;
      case "conditional":
        return this.#checkConditional(node);
      case "array":
        return this.#checkArray(node.nodes);
      case "map":
        for (const pair of node.pairs) {
          this.visit(pair.key);
          this.visit(pair.value);
        }
        return natureOf(STRING_MAP);
    }
  }

  #checkChain(node: BinaryNode): Nature {
    const chain = leftChain(node);
    let nature = this.visit(chain[0].left);
    for (const operation of chain) {
      nature = this.#orFail(operation, checkBinary(operation, nature, this.visit(operation.right)));
      operation.nature = nature;
    }
    return nature;
  }

  #orFail(node: Node, result: Nature | string): Nature {
    return typeof result === "string" ? this.fail(node, result) : result;
  }

  #checkIdentifier(node: Node, name: string): Nature {
    const variable = this.#variables.findLast((candidate) => candidate.name === name);
    if (variable !== undefined) {
      return variable.nature;
    }
    if (name === "$env") {
      return UNKNOWN;
    }
    const nature = this.environmentNature(name) ?? natureOf(this.#builtinType(name));
    return nature === UNKNOWN ? this.fail(node, `unknown name ${name}`) : nature;
  }

  #builtinType(name: string): GoType | undefined {
    return this.environment.language.missingBuiltins.has(name) ? undefined : builtinType(name);
  }

  #checkSlice(node: Node & { readonly kind: "slice" }): Nature {
    const nature = this.visit(node.operand);
    if (isUnknown(nature)) {
      return UNKNOWN;
    }
    if (!isString(nature) && !isArray(nature)) {
      return this.fail(node, `cannot slice ${describeNature(nature)}`);
    }
    for (const bound of [node.from, node.to]) {
      const index = bound && this.visit(bound);
      if (bound !== undefined && index !== undefined && !isInteger(index) && !isUnknown(index)) {
        return this.fail(bound, `non-integer slice index ${describeNature(index)}`);
      }
    }
    return nature;
  }

  #checkCall(node: CallNode): Nature {
    const { callee } = node;
    if (callee.kind === "identifier" && callee.name === "$env") {
      return this.fail(node, `${this.environment.type.text} is not callable`);
    }
    const nature = this.visit(callee);
    if (isUnknown(nature)) {
      return UNKNOWN;
    }
    const name = calleeName(callee);
    if (nature.isNil) {
      return this.fail(node, `${name} is nil; cannot call nil as function`);
    }
    if (nature.type?.kind !== "func") {
      return this.fail(node, `${describeNature(nature)} is not callable`);
    }
    const checked = checkParameters(this, { name, type: nature.type, parameters: node.parameters, node });
    if (checked instanceof ExpressionError) {
      throw checked;
    }
    return checked;
  }

  #checkPredicate(node: Node & { readonly kind: "predicate" }): Nature {
    return { type: undefined, isNil: false, element: this.visit(node.body) };
  }

  #checkPointer(node: PointerNode): Nature {
    const scope = this.#predicateScopes.at(-1);
    if (scope === undefined) {
      return this.fail(node, "cannot use pointer accessor outside predicate");
    }
    if (node.name === "") {
      return isUnknown(scope.collection) ? UNKNOWN : elementNature(scope.collection);
    }
    return scope.pointers.get(node.name) ?? this.fail(node, `unknown pointer #${node.name}`);
  }

  #checkVariable(node: VariableNode): Nature {
    const { name } = node;
    if (this.environmentNature(name) !== undefined) {
      return this.fail(node, `cannot redeclare ${name}`);
    }
    if (this.#builtinType(name) !== undefined) {
      return this.fail(node, `cannot redeclare builtin ${name}`);
    }
    if (this.#variables.some((variable) => variable.name === name)) {
      return this.fail(node, `cannot redeclare variable ${name}`);
    }
    this.#variables.push({ name, nature: this.visit(node.value) });
    const nature = this.visit(node.body);
    this.#variables.pop();
    return nature;
  }

  #checkConditional(node: ConditionalNode): Nature {
    const condition = this.visit(node.condition);
    if (!isBool(condition) && !isUnknown(condition)) {
      const message = `non-bool expression (type ${describeNature(condition)}) used as condition`;
      return this.fail(node.condition, message);
    }
    const consequence = this.visit(node.consequence);
    const alternative = this.visit(node.alternative);
    if (consequence.isNil || alternative.isNil) {
      return consequence.isNil ? alternative : consequence;
    }
    if (!isNatureAssignable(consequence, alternative)) {
      return UNKNOWN;
    }
    return isArray(consequence) && !haveSameElements(consequence, alternative) ? natureOf(ANY_SLICE) : consequence;
  }

  #checkArray(nodes: readonly Node[]): Nature {
    const natures = nodes.map((node) => this.visit(node));
    const kinds = new Set(natures.map(kindOf));
    return kinds.size > 1 ? natureOf(ANY_SLICE) : arrayNature(natures.at(-1) ?? UNKNOWN);
  }
}

function haveSameElements(left: Nature, right: Nature): boolean {
  const [leftElement, rightElement] = [elementNature(left), elementNature(right)];
  return isNatureAssignable(leftElement, rightElement) && isNatureAssignable(rightElement, leftElement);
}

function calleeName(callee: Node): string {
  if (callee.kind === "identifier") {
    return callee.name;
  }
  return callee.kind === "member" && callee.property.kind === "string" ? callee.property.value : "function";
}
