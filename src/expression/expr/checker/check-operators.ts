/** Which operands the operators of expr-lang take, and what they give. */

import { DURATION } from "../../go/duration-type.ts";
import { compileRegularExpression } from "../../go/regular-expression.ts";
import { TIME } from "../../go/time.ts";
import { BOOL, FLOAT64, INT, STRING } from "../../types.ts";
import type { BinaryNode } from "../ast.ts";
import {
  arrayNature,
  describeNature,
  elementNature,
  isArray,
  isBool,
  isByteSlice,
  isComparable,
  isDuration,
  isInteger,
  isMap,
  isNatureAssignable,
  isNumber,
  isString,
  isTime,
  isUnknown,
  keyNature,
  kindOf,
  mayBeCompatible,
  type Nature,
  NIL,
  natureOf,
  promoteNumbers,
  UNKNOWN,
} from "../nature.ts";

/** The nature of the result, a message, or undefined for operands that do not fit each other. */
export type OperatorCheck = Nature | string | undefined;

type Check = (left: Nature, right: Nature) => OperatorCheck;

const boolean = natureOf(BOOL);
const float = natureOf(FLOAT64);
const duration = natureOf(DURATION);
const time = natureOf(TIME);

function both(left: Nature, right: Nature, check: (nature: Nature) => boolean): boolean {
  return check(left) && check(right);
}

function equality(left: Nature, right: Nature): OperatorCheck {
  return isComparable(left, right) ? boolean : undefined;
}

function logic(left: Nature, right: Nature): OperatorCheck {
  return both(left, right, isBool) || mayBeCompatible(left, right, isBool) ? boolean : undefined;
}

function order(left: Nature, right: Nature): OperatorCheck {
  const checks = [isNumber, isString, isTime, isDuration];
  const fits = checks.some((check) => both(left, right, check)) || mayBeCompatible(left, right, ...checks);
  return fits ? boolean : undefined;
}

function add(left: Nature, right: Nature): OperatorCheck {
  if (both(left, right, isNumber)) {
    return promoteNumbers(left, right);
  }
  if (both(left, right, isString)) {
    return natureOf(STRING);
  }
  if ((isTime(left) && isDuration(right)) || (isDuration(left) && isTime(right))) {
    return time;
  }
  if (both(left, right, isDuration)) {
    return duration;
  }
  return mayBeCompatible(left, right, isNumber, isString, isTime, isDuration) ? UNKNOWN : undefined;
}

function subtract(left: Nature, right: Nature): OperatorCheck {
  if (both(left, right, isNumber)) {
    return promoteNumbers(left, right);
  }
  if (both(left, right, isTime) || both(left, right, isDuration)) {
    return duration;
  }
  if (isTime(left) && isDuration(right)) {
    return time;
  }
  return mayBeCompatible(left, right, isNumber, isTime, isDuration) ? UNKNOWN : undefined;
}

function multiply(left: Nature, right: Nature): OperatorCheck {
  if (both(left, right, isNumber)) {
    return promoteNumbers(left, right);
  }
  const isFactor = (nature: Nature): boolean => isNumber(nature) || isDuration(nature);
  if (both(left, right, isFactor)) {
    return duration;
  }
  return mayBeCompatible(left, right, isNumber, isDuration) ? UNKNOWN : undefined;
}

function floatResult(left: Nature, right: Nature): OperatorCheck {
  return both(left, right, isNumber) || mayBeCompatible(left, right, isNumber) ? float : undefined;
}

function integerOperands(result: Nature): Check {
  return (left, right) =>
    both(left, right, isInteger) || mayBeCompatible(left, right, isInteger) ? result : undefined;
}

function text(left: Nature, right: Nature): OperatorCheck {
  return both(left, right, isString) || mayBeCompatible(left, right, isString) ? boolean : undefined;
}

function matches(left: Nature, right: Nature): OperatorCheck {
  return isByteSlice(left) && isString(right) ? boolean : text(left, right);
}

function membership(left: Nature, right: Nature): OperatorCheck {
  if ((isString(left) || isUnknown(left)) && kindOf(right) === "struct") {
    return boolean;
  }
  if (isMap(right)) {
    const key = keyNature(right);
    return isUnknown(left) || isNatureAssignable(left, key)
      ? boolean
      : `cannot use ${describeNature(left)} as type ${describeNature(key)} in map key`;
  }
  if (isArray(right)) {
    const element = elementNature(right);
    return isComparable(left, element)
      ? boolean
      : `cannot use ${describeNature(left)} as type ${describeNature(element)} in array`;
  }
  return (isUnknown(left) && isString(right)) || isUnknown(right) ? boolean : undefined;
}

function coalesce(left: Nature, right: Nature): OperatorCheck {
  if (left.isNil) {
    return right.isNil ? NIL : right;
  }
  return right.isNil || isNatureAssignable(right, left) ? left : UNKNOWN;
}

const CHECKS: Readonly<Record<string, Check>> = {
  "==": equality,
  "!=": equality,
  or: logic,
  "||": logic,
  and: logic,
  "&&": logic,
  "<": order,
  ">": order,
  "<=": order,
  ">=": order,
  "+": add,
  "-": subtract,
  "*": multiply,
  "/": floatResult,
  "**": floatResult,
  "^": floatResult,
  "%": integerOperands(natureOf(INT)),
  "..": integerOperands(arrayNature(natureOf(INT))),
  in: membership,
  matches,
  contains: text,
  startsWith: text,
  endsWith: text,
  "??": coalesce,
};

/** Checks a binary operation whose operands have been checked. */
export function checkBinary(node: BinaryNode, left: Nature, right: Nature): Nature | string {
  if (node.operator === "matches" && node.right.kind === "string") {
    const compiled = compileRegularExpression(node.right.value);
    if (!compiled.ok) {
      return compiled.error;
    }
  }
  const check = Object.hasOwn(CHECKS, node.operator) ? CHECKS[node.operator] : undefined;
  if (check === undefined) {
    return `unknown operator (${node.operator})`;
  }
  const types = `${describeNature(left)} and ${describeNature(right)}`;
  return check(left, right) ?? `invalid operation: ${node.operator} (mismatched types ${types})`;
}

/** Checks `!`, `not`, `+` and `-`. */
export function checkUnary(operator: string, operand: Nature): Nature | string {
  const negates = operator === "!" || operator === "not";
  if (negates ? isBool(operand) || isUnknown(operand) : isNumber(operand)) {
    return negates ? boolean : operand;
  }
  return isUnknown(operand) ? UNKNOWN : `invalid operation: ${operator} (mismatched type ${describeNature(operand)})`;
}
