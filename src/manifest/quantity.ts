/** Go's `resource.Quantity`: how amounts of CPU and memory are read, and how they are written. */

/** `value` units of 10 to the power of `scale`. */
interface Amount {
  readonly value: bigint;
  readonly scale: number;
}

type Format = "DecimalSI" | "BinarySI" | "DecimalExponent";

const pattern = /^([+-]?)(\d*)(?:\.(\d*))?([EPTGMk]i?|Ki|[num]|[eE][+-]?\d+)?$/;
const decimalSuffixes: ReadonlyMap<string, number> = new Map([
  ["n", -9],
  ["u", -6],
  ["m", -3],
  ["", 0],
  ["k", 3],
  ["M", 6],
  ["G", 9],
  ["T", 12],
  ["P", 15],
  ["E", 18],
]);
const binarySuffixes = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"] as const;
/** The smallest unit that Kubernetes knows is 10 to the power of -9; what is smaller is rounded up. */
const smallestScale = -9;

/**
 * The text of a quantity as Kubernetes writes it (`Quantity.CanonicalizeBytes`): `1000m` is `1`, `0.5` is `500m`,
 * `1024Mi` is `1Gi`. Undefined for what is no quantity (`ParseQuantity`).
 */
export function canonicalQuantity(text: string): string | undefined {
  const parsed = parse(text.trim());
  if (parsed === undefined) return undefined;
  const { amount, format } = parsed;
  if (amount.value === 0n) return "0";
  return (format === "BinarySI" ? binaryText(amount) : undefined) ?? decimalText(amount, format);
}

function parse(text: string): { readonly amount: Amount; readonly format: Format } | undefined {
  const [, sign, whole = "", fraction = "", suffix = ""] = pattern.exec(text) ?? [];
  if (sign === undefined || whole + fraction === "") return undefined;
  const digits = BigInt(whole + fraction) * (sign === "-" ? -1n : 1n);
  const binary = suffix === "" ? -1 : binarySuffixes.indexOf(suffix as (typeof binarySuffixes)[number]);
  if (binary > 0) {
    const value = digits * 1024n ** BigInt(binary);
    return { amount: rounded({ value, scale: -fraction.length }), format: "BinarySI" };
  }
  const decimal = decimalSuffixes.get(suffix);
  const format = decimal === undefined ? "DecimalExponent" : "DecimalSI";
  const exponent = decimal ?? Number(suffix.slice(1));
  return { amount: rounded({ value: digits, scale: exponent - fraction.length }), format };
}

/** Away from zero, to the smallest unit. */
function rounded({ value, scale }: Amount): Amount {
  if (scale >= smallestScale) return { value, scale };
  const divisor = 10n ** BigInt(smallestScale - scale);
  const rest = value % divisor;
  const away = rest === 0n ? 0n : value < 0n ? -1n : 1n;
  return { value: value / divisor + away, scale: smallestScale };
}

/** Undefined where powers of 1024 would not be exact, or hard to read. */
function binaryText({ value, scale }: Amount): string | undefined {
  const power = 10n ** BigInt(Math.abs(scale));
  const isWhole = scale >= 0 || value % power === 0n;
  if (!isWhole) return undefined;
  let whole = scale >= 0 ? value * power : value / power;
  if (whole > -1024n && whole < 1024n) return undefined;
  let times = 0;
  while (whole % 1024n === 0n && times < binarySuffixes.length - 1) {
    whole /= 1024n;
    times++;
  }
  return `${whole}${binarySuffixes[times]}`;
}

/** The exponent is a multiple of three, and the number before it whole. */
function decimalText({ value, scale }: Amount, format: Format): string {
  let [number, exponent] = [value, scale];
  while (number % 10n === 0n) {
    number /= 10n;
    exponent++;
  }
  while (exponent % 3 !== 0) {
    number *= 10n;
    exponent--;
  }
  if (format === "DecimalExponent") return exponent === 0 ? String(number) : `${number}e${exponent}`;
  const suffix = [...decimalSuffixes].find(([, known]) => known === exponent)?.[0];
  return `${number}${suffix ?? ""}`;
}
