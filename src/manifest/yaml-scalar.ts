/** What a plain (unquoted) YAML scalar stands for. */
export type ScalarValue = null | boolean | number | string;

/**
 * Reads a plain scalar as Kubernetes' YAML reader does (sigs.k8s.io/yaml, a fork of go-yaml v2): YAML 1.1 booleans
 * (`y`, `yes`, `on` ...) and octal numbers, but neither sexagesimal numbers (`1:30` is text) nor timestamps.
 * The result may be NaN or infinite, which JSON cannot carry: the caller decides.
 */
export function resolveScalar(text: string): ScalarValue {
  const word = words.get(text);
  if (word !== undefined) return word;
  if (text.startsWith(".")) return decimal.test(text) ? Number(text) : text;
  return /^[-+0-9]/.test(text) ? resolveNumber(text) : text;
}

function resolveNumber(text: string): number | string {
  const digits = text.replaceAll("_", "");
  const integer = /^([-+]?)(0[xX][0-9a-fA-F]+|0[oO]?[0-7]+|0[bB][01]+|0|[1-9][0-9]*)$/.exec(digits);
  if (integer !== null) {
    const magnitude = (integer[2] ?? "").replace(/^0[oO]?(?=[0-7]+$)/, "0o");
    return integer[1] === "-" ? 0 - Number(magnitude) : Number(magnitude);
  }
  return decimal.test(digits) ? Number(digits) : text;
}

const decimal = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;

const words: ReadonlyMap<string, ScalarValue> = new Map<string, ScalarValue>([
  ...["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"].map((word) => [word, true] as const),
  ...["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"].map((word) => [word, false] as const),
  ...["", "~", "null", "Null", "NULL"].map((word) => [word, null] as const),
  ...[".nan", ".NaN", ".NAN"].map((word) => [word, Number.NaN] as const),
  ...[".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"].map((word) => [word, Number.POSITIVE_INFINITY] as const),
  ...["-.inf", "-.Inf", "-.INF"].map((word) => [word, Number.NEGATIVE_INFINITY] as const),
]);
