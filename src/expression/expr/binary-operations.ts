/** The operators that need both of their operands. */
import { decodeUtf8 } from "../go/bytes.ts";
import { bytesOf } from "../go/json.ts";
import { compileRegularExpression } from "../go/regular-expression.ts";
import { BYTES } from "../types.ts";
import { GoPanic, GoSlice, type GoValue, typeName } from "../value.ts";
import {
  add,
  divide,
  isLess,
  isLessOrEqual,
  isMore,
  isMoreOrEqual,
  modulo,
  multiply,
  power,
  subtract,
} from "./numbers.ts";
import { assertType, isEqual, isIn } from "./runtime.ts";

export const BINARY_OPERATIONS: Readonly<Record<string, (left: GoValue, right: GoValue) => GoValue>> = {
  "==": isEqual,
  "!=": (left, right) => !isEqual(left, right),
  "<": isLess,
  ">": isMore,
  "<=": isLessOrEqual,
  ">=": isMoreOrEqual,
  "+": add,
  "-": subtract,
  "*": multiply,
  "/": divide,
  "%": modulo,
  "**": power,
  "^": power,
  in: isIn,
  matches,
  contains: textOperation((text, part) => text.includes(part)),
  startsWith: textOperation((text, part) => text.startsWith(part)),
  endsWith: textOperation((text, part) => text.endsWith(part)),
};

export const TEXT_OPERATORS: ReadonlySet<string> = new Set(["contains", "startsWith", "endsWith", "matches"]);

function textOperation(holds: (text: string, part: string) => boolean): (left: GoValue, right: GoValue) => boolean {
  return (left, right) => {
    if (left === null || right === null) {
      return false;
    }
    assertType(left, "string");
    assertType(right, "string");
    return holds(left, right);
  };
}

function matches(left: GoValue, right: GoValue): boolean {
  if (left === null || right === null) {
    return false;
  }
  assertType(right, "string");
  const compiled = compileRegularExpression(right);
  if (!compiled.ok) {
    throw new GoPanic(compiled.error);
  }
  const text = left instanceof GoSlice && left.type.text === BYTES.text ? decodeUtf8(bytesOf(left)) : left;
  if (typeof text !== "string") {
    throw new GoPanic(`interface conversion: interface {} is ${typeName(left)}, not []uint8`);
  }
  return compiled.expression.isFoundIn(text);
}
