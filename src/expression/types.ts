/**
 * The Go types that expressions can see. A type is identified by its text, which is what Go's `%T` prints and what
 * error messages show; interning is therefore not needed.
 */
export type GoKind =
  | "bool"
  | "int"
  | "int8"
  | "int16"
  | "int32"
  | "int64"
  | "uint"
  | "uint8"
  | "uint16"
  | "uint32"
  | "uint64"
  | "float32"
  | "float64"
  | "string"
  | "interface"
  | "slice"
  | "array"
  | "map"
  | "struct"
  | "func"
  | "ptr";

export interface GoType {
  readonly kind: GoKind;
  readonly text: string;
  /** Element type of a slice, array, map or pointer. */
  readonly element?: GoType;
  readonly key?: GoType;
  readonly parameters?: readonly GoType[];
  readonly isVariadic?: boolean;
  readonly results?: readonly GoType[];
  readonly fields?: ReadonlyMap<string, GoType>;
  readonly methods?: ReadonlyMap<string, GoType>;
  /** Import path and name of a named type; builtins have none. */
  readonly qualifiedName?: string;
}

function basic(kind: GoKind, text: string = kind): GoType {
  return { kind, text };
}

export const ANY: GoType = basic("interface", "interface {}");
export const ERROR: GoType = { kind: "interface", text: "error", qualifiedName: "error" };
export const BOOL: GoType = basic("bool");
export const STRING: GoType = basic("string");
export const INT: GoType = basic("int");
export const INT64: GoType = basic("int64");
export const UINT8: GoType = basic("uint8");
export const UINT32: GoType = basic("uint32");
export const FLOAT64: GoType = basic("float64");

export function sliceOf(element: GoType): GoType {
  return { kind: "slice", text: `[]${element.text}`, element };
}

export function arrayOf(length: number, element: GoType): GoType {
  return { kind: "array", text: `[${length}]${element.text}`, element };
}

export function mapOf(key: GoType, element: GoType): GoType {
  return { kind: "map", text: `map[${key.text}]${element.text}`, key, element };
}

export function pointerTo(element: GoType, methods?: ReadonlyMap<string, GoType>): GoType {
  return { kind: "ptr", text: `*${element.text}`, element, ...(methods === undefined ? {} : { methods }) };
}

export function functionOf(parameters: readonly GoType[], results: readonly GoType[], isVariadic = false): GoType {
  const shown = parameters.map((parameter, index) =>
    isVariadic && index === parameters.length - 1 ? `...${parameter.element?.text ?? ""}` : parameter.text,
  );
  const resultTexts = results.map((result) => result.text);
  const resultText =
    results.length > 1 ? ` (${resultTexts.join(", ")})` : results.length === 1 ? ` ${resultTexts[0]}` : "";
  return { kind: "func", text: `func(${shown.join(", ")})${resultText}`, parameters, results, isVariadic };
}

export const ANY_SLICE: GoType = sliceOf(ANY);
export const STRING_SLICE: GoType = sliceOf(STRING);
export const INT_SLICE: GoType = sliceOf(INT);
export const BYTES: GoType = sliceOf(UINT8);
export const STRING_MAP: GoType = mapOf(STRING, ANY);
export const ANY_MAP: GoType = mapOf(ANY, ANY);

const INTEGER_KINDS: ReadonlySet<GoKind> = new Set<GoKind>([
  "int",
  "int8",
  "int16",
  "int32",
  "int64",
  "uint",
  "uint8",
  "uint16",
  "uint32",
  "uint64",
]);

/** True of the builtin integer types only: a named integer such as time.Duration is not one to expr. */
export function isIntegerType(type: GoType): boolean {
  return INTEGER_KINDS.has(type.kind) && type.qualifiedName === undefined;
}

export function isFloatType(type: GoType): boolean {
  return (type.kind === "float64" || type.kind === "float32") && type.qualifiedName === undefined;
}

export function isIntegerKind(kind: GoKind): boolean {
  return INTEGER_KINDS.has(kind);
}

export function isSameType(left: GoType, right: GoType): boolean {
  return left === right || left.text === right.text;
}

/** `reflect.Type.AssignableTo`. */
export function isAssignable(from: GoType, to: GoType): boolean {
  if (to.kind === "interface") {
    return to.text === ANY.text || isSameType(from, to);
  }
  return isSameType(from, to);
}
