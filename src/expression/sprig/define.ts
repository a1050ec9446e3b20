/** Defines the functions of sprig with their Go types, which decide what they may be called with. */
import { TIME } from "../go/time.ts";
import {
  ANY,
  ANY_SLICE,
  BOOL,
  FLOAT64,
  functionOf,
  type GoType,
  INT,
  INT_SLICE,
  INT64,
  mapOf,
  STRING,
  STRING_MAP,
  STRING_SLICE,
  sliceOf,
  UINT32,
} from "../types.ts";
import { type EvaluationContext, GoFunction, type GoValue } from "../value.ts";

const TYPES = {
  any: ANY,
  bool: BOOL,
  dict: STRING_MAP,
  float64: FLOAT64,
  int: INT,
  int64: INT64,
  list: ANY_SLICE,
  lists: sliceOf(ANY_SLICE),
  ints: INT_SLICE,
  string: STRING,
  stringMap: mapOf(STRING, STRING),
  strings: STRING_SLICE,
  time: TIME,
  uint32: UINT32,
} as const satisfies Readonly<Record<string, GoType>>;

type TypeName = keyof typeof TYPES;

/** A function of sprig by name. */
export type SprigTable = Readonly<Record<string, GoFunction>>;

// biome-ignore lint/suspicious/noExplicitAny: the types are those of the signature, which is checked before the call
type Body = (...parameters: any[]) => GoValue;

/**
 * Defines a function by a signature such as `int, string -> string`. `...any` takes the rest; `+error` says that Go's
 * function also returns an error.
 */
export function define(signature: string, body: Body): GoFunction {
  return new GoFunction(parseSignature(signature), (parameters) => body(...parameters));
}

/** Like `define`, for functions that need the time or chance, which come first. */
export function defineWithContext(signature: string, body: Body): GoFunction {
  return new GoFunction(parseSignature(signature), (parameters: readonly GoValue[], context: EvaluationContext) =>
    body(context, ...parameters),
  );
}

function parseSignature(signature: string): GoType {
  const [parameterText = "", resultText = ""] = signature.split("->").map((part) => part.trim());
  const names = parameterText === "" ? [] : parameterText.split(", ");
  const isVariadic = names.at(-1)?.startsWith("...") === true;
  const parameters = names.map((name) =>
    name.startsWith("...") ? sliceOf(typeNamed(name.slice(3))) : typeNamed(name),
  );
  const [result = "", error] = resultText.split(" +");
  const results =
    error === undefined ? [typeNamed(result)] : [typeNamed(result), { kind: "interface", text: "error" } as const];
  return functionOf(parameters, results, isVariadic);
}

function typeNamed(name: string): GoType {
  const type: GoType | undefined = Object.hasOwn(TYPES, name) ? TYPES[name as TypeName] : undefined;
  if (type === undefined) {
    throw new Error(`no such type in a signature: ${name}`);
  }
  return type;
}

/** Gives a function a second name. */
export function withAliases(table: SprigTable, aliases: Readonly<Record<string, string>>): SprigTable {
  const entries = Object.entries(aliases).map(([alias, name]) => {
    const target = table[name];
    if (target === undefined) {
      throw new Error(`no such function to give another name: ${name}`);
    }
    return [alias, target] as const;
  });
  return { ...table, ...Object.fromEntries(entries) };
}
