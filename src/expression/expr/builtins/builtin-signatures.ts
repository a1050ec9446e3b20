/** The types of expr-lang's builtins: what they take and what they give. */

import { DURATION } from "../../go/duration-type.ts";
import { LOCATION, TIME } from "../../go/time.ts";
import {
  ANY,
  ANY_MAP,
  ANY_SLICE,
  BOOL,
  ERROR,
  FLOAT64,
  functionOf,
  type GoType,
  INT,
  INT_SLICE,
  isAssignable,
  STRING,
  STRING_SLICE,
  sliceOf,
} from "../../types.ts";

type ParameterType = GoType | undefined;

/** The type of the result, or a message. Undefined stands for nil. */
type Validation = (types: readonly ParameterType[]) => GoType | string;

export type BuiltinSignature = { readonly validate: Validation } | { readonly overloads: readonly GoType[] };

const INTEGERS: ReadonlySet<string> = new Set(["int", "int8", "int16", "int32", "int64"]);
const NUMBERS: ReadonlySet<string> = new Set([
  ...INTEGERS,
  "uint",
  "uint8",
  "uint16",
  "uint32",
  "uint64",
  "float32",
  "float64",
]);

function kindOf(type: ParameterType): string {
  return (type?.kind === "ptr" ? type.element : type)?.kind ?? "invalid";
}

/** How a nil type shows in a message made with `%s`. */
function show(type: ParameterType): string {
  return type?.text ?? "%!s(<nil>)";
}

function isArray(type: ParameterType): boolean {
  return kindOf(type) === "slice" || kindOf(type) === "array";
}

function isAny(type: ParameterType): boolean {
  return kindOf(type) === "interface";
}

function wrongCount(expected: number, types: readonly ParameterType[]): string {
  return `invalid number of arguments (expected ${expected}, got ${types.length})`;
}

/** One parameter that must fit, and the type of the result. */
function one(
  accepts: (type: ParameterType) => boolean,
  result: GoType | ((type: ParameterType) => GoType),
  problem: (type: ParameterType) => string,
): BuiltinSignature {
  return {
    validate: (types) => {
      if (types.length !== 1) {
        return wrongCount(1, types);
      }
      const [type] = types;
      if (!accepts(type)) {
        return problem(type);
      }
      return typeof result === "function" ? result(type) : result;
    },
  };
}

function ofNumber(
  name: string,
  result: GoType | ((type: ParameterType) => GoType),
  takesText = false,
): BuiltinSignature {
  return one(
    (type) => NUMBERS.has(kindOf(type)) || isAny(type) || (takesText && kindOf(type) === "string"),
    result,
    (type) => `invalid argument for ${name} (type ${show(type)})`,
  );
}

function ofArray(verb: string, result: GoType, suffix = ""): BuiltinSignature {
  return one(
    (type) => isArray(type) || isAny(type),
    result,
    (type) => `cannot ${verb} ${show(type)}${suffix}`,
  );
}

function ofMap(verb: string, suffix = ""): BuiltinSignature {
  return one(
    (type) => kindOf(type) === "map" || isAny(type),
    ANY_SLICE,
    (type) => `cannot ${verb} ${show(type)}${suffix}`,
  );
}

function elementOf(which: string): BuiltinSignature {
  return one(
    (type) => isArray(type) || isAny(type),
    (type) => (isAny(type) ? ANY : (type?.element ?? ANY)),
    (type) => `cannot get ${which} element from ${show(type)}`,
  );
}

function aggregate(name: string): BuiltinSignature {
  return {
    validate: (types) => {
      for (const type of types) {
        if (isAny(type) || isArray(type)) {
          return ANY;
        }
        if (!NUMBERS.has(kindOf(type))) {
          return `invalid argument for ${name} (type ${show(type)})`;
        }
      }
      return types[0] ?? `not enough arguments to call ${name}`;
    },
  };
}

const concat: BuiltinSignature = {
  validate: (types) => {
    if (types.length === 0) {
      return "invalid number of arguments (expected at least 1, got 0)";
    }
    const wrong = types.findIndex((type) => !isArray(type) && !isAny(type));
    return wrong < 0 ? ANY_SLICE : `cannot concat ${show(types[wrong])}`;
  },
};

const take: BuiltinSignature = {
  validate: (types) => {
    if (types.length !== 2) {
      return wrongCount(2, types);
    }
    const [array, count] = types;
    if (!isArray(array) && !isAny(array)) {
      return `cannot take from ${show(array)}`;
    }
    if (!INTEGERS.has(kindOf(count)) && !isAny(count)) {
      return `cannot take ${show(count)} elements`;
    }
    return array ?? ANY;
  },
};

const now: BuiltinSignature = {
  validate: (types) => {
    const isZone = types.length === 1 && types[0] !== undefined && isAssignable(types[0], LOCATION);
    return types.length === 0 || isZone ? TIME : wrongCount(0, types);
  },
};

const date: BuiltinSignature = {
  validate: (types) => {
    if (types.length < 1) {
      return `invalid number of arguments (expected at least 1, got ${types.length})`;
    }
    const count = types[0] !== undefined && isAssignable(types[0], LOCATION) ? types.length - 1 : types.length;
    return count > 3 ? `invalid number of arguments (expected at most 3, got ${count})` : TIME;
  },
};

function overloads(...types: readonly GoType[]): BuiltinSignature {
  return { overloads: types };
}

function text(count: number, ...results: readonly GoType[]): GoType {
  return functionOf(new Array<GoType>(count).fill(STRING), results);
}

const bitwise = overloads(functionOf([INT, INT], [INT]));
const splitting = overloads(text(2, STRING_SLICE), functionOf([STRING, STRING, INT], [STRING_SLICE]));

export const BUILTIN_SIGNATURES: ReadonlyMap<string, BuiltinSignature> = new Map([
  [
    "len",
    one(
      (type) => isArray(type) || isAny(type) || ["map", "string"].includes(kindOf(type)),
      INT,
      (type) => `invalid argument for len (type ${show(type)})`,
    ),
  ],
  ["type", overloads(functionOf([ANY], [STRING]))],
  ["abs", ofNumber("abs", (type) => type ?? ANY)],
  ["ceil", ofNumber("ceil", FLOAT64)],
  ["floor", ofNumber("floor", FLOAT64)],
  ["round", ofNumber("round", FLOAT64)],
  ["int", ofNumber("int", INT, true)],
  ["float", ofNumber("float", FLOAT64, true)],
  ["string", overloads(functionOf([ANY], [STRING]))],
  ["trim", overloads(text(1, STRING), text(2, STRING))],
  ["trimPrefix", overloads(text(2, STRING), text(1, STRING))],
  ["trimSuffix", overloads(text(2, STRING), text(1, STRING))],
  ["upper", overloads(text(1, STRING))],
  ["lower", overloads(text(1, STRING))],
  ["split", splitting],
  ["splitAfter", splitting],
  ["replace", overloads(functionOf([STRING, STRING, STRING, INT], [STRING]), text(3, STRING))],
  ["repeat", overloads(functionOf([STRING, INT], [STRING]))],
  [
    "join",
    overloads(
      functionOf([STRING_SLICE, STRING], [STRING]),
      functionOf([ANY_SLICE, STRING], [STRING]),
      functionOf([ANY_SLICE], [STRING]),
      functionOf([STRING_SLICE, STRING], [STRING]),
      functionOf([STRING_SLICE], [STRING]),
    ),
  ],
  ["indexOf", overloads(text(2, INT))],
  ["lastIndexOf", overloads(text(2, INT))],
  ["hasPrefix", overloads(text(2, BOOL))],
  ["hasSuffix", overloads(text(2, BOOL))],
  ["max", aggregate("max")],
  ["min", aggregate("min")],
  ["mean", aggregate("mean")],
  ["median", aggregate("median")],
  ["toJSON", overloads(functionOf([ANY], [STRING]))],
  ["fromJSON", overloads(functionOf([STRING], [ANY]))],
  ["toBase64", overloads(text(1, STRING))],
  ["fromBase64", overloads(text(1, STRING))],
  ["now", now],
  ["duration", overloads(functionOf([STRING], [DURATION, ERROR]))],
  ["date", date],
  ["timezone", overloads(functionOf([STRING], [LOCATION, ERROR]))],
  ["first", elementOf("first")],
  ["last", elementOf("last")],
  ["take", take],
  ["keys", ofMap("get keys from")],
  ["values", ofMap("get values from")],
  ["toPairs", ofMap("transform", " to pairs")],
  ["fromPairs", ofArray("transform", ANY_MAP, " from pairs")],
  ["reverse", ofArray("reverse", ANY_SLICE)],
  ["uniq", ofArray("uniq", ANY_SLICE)],
  ["concat", concat],
  ["flatten", ofArray("flatten", ANY_SLICE)],
  [
    "sort",
    overloads(
      ...[ANY_SLICE, INT_SLICE, sliceOf(FLOAT64), STRING_SLICE].map((type) => functionOf([type, STRING], [ANY_SLICE])),
      ...[ANY_SLICE, sliceOf(FLOAT64), STRING_SLICE, INT_SLICE].map((type) => functionOf([type], [ANY_SLICE])),
    ),
  ],
  ["bitand", bitwise],
  ["bitor", bitwise],
  ["bitxor", bitwise],
  ["bitnand", bitwise],
  ["bitshl", bitwise],
  ["bitshr", bitwise],
  ["bitushr", bitwise],
  ["bitnot", overloads(functionOf([INT], [INT]))],
]);

const PREDICATE_NAMES: ReadonlySet<string> = new Set(
  "all none any one filter map find findIndex findLast findLastIndex count sum groupBy sortBy reduce".split(" "),
);

export function isBuiltin(name: string): boolean {
  return BUILTIN_SIGNATURES.has(name) || PREDICATE_NAMES.has(name) || name === "get";
}

const UNTYPED = functionOf([sliceOf(ANY)], [ANY, ERROR], true);

/** The type of a builtin that is named without being called; undefined when there is no such builtin. */
export function builtinType(name: string): GoType | undefined {
  const signature = BUILTIN_SIGNATURES.get(name);
  if (signature !== undefined && "overloads" in signature) {
    return signature.overloads[0];
  }
  return isBuiltin(name) ? UNTYPED : undefined;
}
