/** Checks the parameters of a call against a function type (`checker.go: checkArguments`). */
import type { GoType } from "../../types.ts";
import type { Node } from "../ast.ts";
import {
  describeNature,
  isFloat,
  isInteger,
  isNatureAssignable,
  isUnknown,
  kindOf,
  type Nature,
  natureOf,
  UNKNOWN,
} from "../nature.ts";
import { ExpressionError } from "../source-error.ts";

export interface CheckedCall {
  readonly name: string;
  readonly type: GoType;
  readonly parameters: readonly Node[];
  readonly node: Node;
}

/** The nature of the result, or what does not fit: an overloaded function tries its other types then. */
export function checkParameters(
  checker: { readonly visit: (node: Node) => Nature },
  call: CheckedCall,
): Nature | ExpressionError {
  const { name, type, parameters, node } = call;
  const expected = type.parameters ?? [];
  const results = type.results ?? [];
  if (results.length === 0) {
    return new ExpressionError(`func ${name} doesn't return value`, node.location);
  }
  if (results.length > 2) {
    return new ExpressionError(`func ${name} returns more then two values`, node.location);
  }
  const minimum = type.isVariadic ? expected.length - 1 : expected.length;
  const hasTooMany = !type.isVariadic && parameters.length > expected.length;
  if (hasTooMany || parameters.length < minimum) {
    // What is wrong inside of a parameter is told before their number.
    parameters.forEach(checker.visit, checker);
    const amount = hasTooMany ? "too many" : "not enough";
    return new ExpressionError(`${amount} arguments to call ${name}`, node.location);
  }
  for (const [index, parameter] of parameters.entries()) {
    const isRest = type.isVariadic === true && index >= expected.length - 1;
    const target = natureOf(isRest ? expected.at(-1)?.element : expected[index]);
    const mismatch = checkParameter(checker.visit(parameter), target, name);
    if (mismatch !== undefined) {
      return new ExpressionError(mismatch, parameter.location);
    }
  }
  return natureOf(results[0]) ?? UNKNOWN;
}

function checkParameter(nature: Nature, target: Nature, name: string): string | undefined {
  if ((isFloat(target) || isInteger(target)) && isInteger(nature)) {
    return undefined;
  }
  if (nature.isNil) {
    const accepts = kindOf(target) === "ptr" || kindOf(target) === "interface";
    return accepts ? undefined : `cannot use nil as argument (type ${describeNature(target)}) to call ${name}`;
  }
  if (isNatureAssignable(nature, target) || isUnknown(nature)) {
    return undefined;
  }
  return `cannot use ${describeNature(nature)} as argument (type ${describeNature(target)}) to call ${name} `;
}
