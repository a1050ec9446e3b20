/**
 * The text of a number, boolean or string where Argo's `AnyString` is expected (parameter values): numbers are
 * written without an exponent, as Go's `strconv.FormatFloat(v, 'f', -1, 64)` does.
 */
export function anyString(value: string | number | boolean): string {
  if (typeof value !== "number") return String(value);
  const { sign, digits, exponent } = scientific(value);
  const fractionDigits = digits.length - 1 - exponent;
  if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${digits}`;
  if (fractionDigits <= 0) return `${sign}${digits}${"0".repeat(-fractionDigits)}`;
  return `${sign}${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`;
}

/**
 * The text of a number where sigs.k8s.io/yaml turns it into a string: integers in full, others as Go's
 * `strconv.FormatFloat(v, 'g', -1, 64)` does.
 */
export function generalNumber(value: number): string {
  const { sign, digits, exponent } = scientific(value);
  if (Number.isSafeInteger(value) || (exponent >= -4 && exponent < 6)) {
    return anyString(value);
  }
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : "";
  const exponentDigits = String(Math.abs(exponent)).padStart(2, "0");
  return `${sign}${digits[0]}${fraction}e${exponent < 0 ? "-" : "+"}${exponentDigits}`;
}

/** The shortest digits that stand for the number, with the decimal exponent of the first one. */
function scientific(value: number): { sign: string; digits: string; exponent: number } {
  const [mantissa = "0", exponent = "0"] = Math.abs(value).toExponential().split("e");
  return { sign: value < 0 ? "-" : "", digits: mantissa.replace(".", ""), exponent: Number(exponent) };
}
