/** Checks fields, methods and elements, as in `a.b` and `a[b]`. */
import type { MemberNode } from "../ast.ts";
import {
  describeNature,
  elementNature,
  isArray,
  isInteger,
  isNatureAssignable,
  isUnknown,
  keyNature,
  kindOf,
  type Nature,
  natureOf,
  UNKNOWN,
} from "../nature.ts";
import type { Checker } from "./checker.ts";

export function checkMember(checker: Checker, node: MemberNode): Nature {
  const { operand, property } = node;
  if (operand.kind === "identifier" && operand.name === "$env") {
    return checkEnvironmentMember(checker, node);
  }
  const base = checker.visit(operand);
  const key = checker.visit(property);
  if (isUnknown(base)) {
    return UNKNOWN;
  }
  if (property.kind === "string") {
    if (base.isNil) {
      const nil = checker.environment.language.hasDetailedMessages ? "nil" : "<nil>";
      return checker.fail(node, `type ${nil} has no field ${property.value}`);
    }
    const method = base.type?.methods?.get(property.value);
    if (method !== undefined) {
      return natureOf(method);
    }
  }
  return checkElement(checker, node, base, key);
}

function checkEnvironmentMember(checker: Checker, node: MemberNode): Nature {
  if (node.property.kind !== "string") {
    return UNKNOWN;
  }
  const nature = checker.environmentNature(node.property.value);
  if (nature === undefined && !node.isOptional) {
    return checker.fail(node, `unknown name ${node.property.value}`);
  }
  return nature ?? UNKNOWN;
}

function checkElement(checker: Checker, node: MemberNode, original: Nature, key: Nature): Nature {
  const base = dereference(original);
  const { property } = node;
  if (kindOf(base) === "map") {
    if (!isNatureAssignable(key, keyNature(base)) && !isUnknown(key)) {
      const types = `${describeNature(key)} to get an element from ${describeNature(base)}`;
      return checker.fail(property, `cannot use ${types}`);
    }
    return elementNature(base);
  }
  if (isArray(base)) {
    if (!isInteger(key) && !isUnknown(key)) {
      const message = `array elements can only be selected using an integer (got ${describeNature(key)})`;
      return checker.fail(property, message);
    }
    return elementNature(base);
  }
  const { hasDetailedMessages } = checker.environment.language;
  if (property.kind !== "string" || (!hasDetailedMessages && kindOf(base) !== "struct")) {
    return checker.fail(node, `type ${describeNature(base)}[${describeNature(key)}] is undefined`);
  }
  const field = base.type?.fields?.get(property.value);
  const part = node.isMethod ? "method" : "field";
  return field === undefined
    ? checker.fail(node, `type ${describeNature(base)} has no ${part} ${property.value}`)
    : natureOf(field);
}

function dereference(nature: Nature): Nature {
  return nature.type?.kind === "ptr" ? natureOf(nature.type.element) : nature;
}
