/** Decimal arithmetic as shopspring/decimal does it, on floats taken by their shortest digits. */
import { GoPanic } from "../value.ts";

/** `coefficient * 10 ** exponent`. */
export interface Decimal {
  readonly coefficient: bigint;
  readonly exponent: number;
}

const DIVISION_DIGITS = 16;

export function decimalFrom(value: number): Decimal {
  if (!Number.isFinite(value)) {
    throw new GoPanic(`Cannot create a Decimal from ${Number.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf"}`);
  }
  const [digits = "0", exponent = "0"] = value.toExponential().split("e");
  const [whole = "0", fraction = ""] = digits.split(".");
  return { coefficient: BigInt(whole + fraction), exponent: Number(exponent) - fraction.length };
}

export function toNumber(value: Decimal): number {
  return Number(`${value.coefficient}e${value.exponent}`);
}

function scaleTo(value: Decimal, exponent: number): bigint {
  return value.coefficient * 10n ** BigInt(value.exponent - exponent);
}

function align(left: Decimal, right: Decimal): readonly [bigint, bigint, number] {
  const exponent = Math.min(left.exponent, right.exponent);
  return [scaleTo(left, exponent), scaleTo(right, exponent), exponent];
}

export function addDecimals(left: Decimal, right: Decimal): Decimal {
  const [a, b, exponent] = align(left, right);
  return { coefficient: a + b, exponent };
}

export function subtractDecimals(left: Decimal, right: Decimal): Decimal {
  const [a, b, exponent] = align(left, right);
  return { coefficient: a - b, exponent };
}

export function multiplyDecimals(left: Decimal, right: Decimal): Decimal {
  return { coefficient: left.coefficient * right.coefficient, exponent: left.exponent + right.exponent };
}

/** To 16 digits behind the point, halves away from zero. */
export function divideDecimals(left: Decimal, right: Decimal): Decimal {
  if (right.coefficient === 0n) {
    throw new GoPanic("decimal division by 0");
  }
  const [a, b] = align(left, right);
  const dividend = a * 10n ** BigInt(DIVISION_DIGITS);
  const [magnitude, divisor] = [dividend < 0n ? -dividend : dividend, b < 0n ? -b : b];
  const quotient = (magnitude * 2n + divisor) / (divisor * 2n);
  const isNegative = dividend < 0n !== b < 0n;
  return { coefficient: isNegative ? -quotient : quotient, exponent: -DIVISION_DIGITS };
}
