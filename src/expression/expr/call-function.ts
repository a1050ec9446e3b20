/** Calls a Go function by reflection, as expr-lang's virtual machine does. */
import { ANY, type GoType, isAssignable } from "../types.ts";
import { type EvaluationContext, GoFunction, GoPanic, type GoValue, typeName, typeOf, zeroValue } from "../value.ts";

/** @throws GoPanic when the parameters do not fit, or when the function fails */
export function callFunction(
  callee: GoValue,
  parameters: readonly GoValue[],
  context: EvaluationContext,
  hasDetailedMessages: boolean,
): GoValue {
  if (!(callee instanceof GoFunction)) {
    throw new GoPanic(hasDetailedMessages ? describeCallee(callee) : describeKind(callee));
  }
  const expected = callee.type.parameters ?? [];
  const isVariadic = callee.type.isVariadic === true;
  if (isVariadic ? parameters.length < expected.length - 1 : parameters.length !== expected.length) {
    const count = isVariadic ? `at least ${expected.length - 1}` : String(expected.length);
    throw new GoPanic(`invalid number of arguments: expected ${count}, got ${parameters.length}`);
  }
  const converted = parameters.map((parameter, index) => {
    const isRest = isVariadic && index >= expected.length - 1;
    const type = (isRest ? expected.at(-1)?.element : expected[index]) ?? ANY;
    return convertParameter(parameter, type, isRest);
  });
  return callee.call(converted, context);
}

function describeCallee(callee: GoValue): string {
  const what = callee === null ? "nil" : `non-function of type ${typeName(callee)}`;
  return `invalid operation: cannot call ${what}`;
}

function describeKind(callee: GoValue): string {
  return `reflect: call of reflect.Value.Call on ${typeOf(callee)?.kind ?? "zero"} Value`;
}

function convertParameter(parameter: GoValue, type: GoType, isRest: boolean): GoValue {
  const actual = typeOf(parameter);
  if (actual === undefined) {
    return zeroValue(type);
  }
  if (!isAssignable(actual, type)) {
    throw new GoPanic(
      isRest
        ? `reflect: cannot use ${actual.text} as type ${type.text} in Call`
        : `reflect: Call using ${actual.text} as type ${type.text}`,
    );
  }
  return parameter;
}
