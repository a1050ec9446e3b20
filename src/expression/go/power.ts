/**
 * `math.Pow`. JavaScript's `**` may differ from it, and from one machine to the next, in the last digit; this one squares
 * and multiplies as Go does.
 */
export function power(base: number, exponent: number): number {
  const special = specialPower(base, exponent);
  if (special !== undefined) {
    return special;
  }
  let whole = Math.trunc(Math.abs(exponent));
  let fraction = Math.abs(exponent) - whole;
  if (fraction !== 0 && base < 0) {
    return NaN;
  }
  if (whole >= 2 ** 63) {
    return hugePower(base, exponent);
  }
  let mantissa = 1;
  let scale = 0;
  if (fraction !== 0) {
    if (fraction > 0.5) {
      fraction--;
      whole++;
    }
    mantissa = Math.exp(fraction * Math.log(base));
  }
  let [factor, factorScale] = splitExponent(base);
  for (let rest = BigInt(whole); rest !== 0n; rest >>= 1n) {
    if (factorScale < -(2 ** 12) || factorScale > 2 ** 12) {
      // The factor alone is out of range already.
      scale += factorScale;
      break;
    }
    if (rest & 1n) {
      mantissa *= factor;
      scale += factorScale;
    }
    factor *= factor;
    factorScale *= 2;
    if (factor < 0.5) {
      factor += factor;
      factorScale--;
    }
  }
  return exponent < 0 ? scaleBy(1 / mantissa, -scale) : scaleBy(mantissa, scale);
}

/** The cases in which there is nothing to multiply. */
function specialPower(base: number, exponent: number): number | undefined {
  if (exponent === 0 || base === 1) {
    return 1;
  }
  if (exponent === 1) {
    return base;
  }
  if (base === -1 && (exponent === Infinity || exponent === -Infinity)) {
    return 1;
  }
  if (exponent === 0.5 || exponent === -0.5) {
    return exponent > 0 ? Math.sqrt(base) : 1 / Math.sqrt(base);
  }
  // JavaScript agrees with Go on zeros, infinities and NaN.
  const isOrdinary = Number.isFinite(base) && Number.isFinite(exponent) && base !== 0;
  return isOrdinary ? undefined : base ** exponent;
}

/** An exponent so large that only the size of the base matters. */
function hugePower(base: number, exponent: number): number {
  if (base === -1) {
    return 1;
  }
  return Math.abs(base) < 1 === exponent > 0 ? 0 : Infinity;
}

/** `math.Frexp`: a fraction from 0.5 up to 1, and a power of two. */
function splitExponent(value: number): [number, number] {
  let fraction = value;
  let exponent = 0;
  while (Math.abs(fraction) >= 1) {
    fraction /= 2;
    exponent++;
  }
  while (Math.abs(fraction) < 0.5) {
    fraction *= 2;
    exponent--;
  }
  return [fraction, exponent];
}

/** `math.Ldexp`, in two steps so that a result in range is not lost on the way. */
function scaleBy(value: number, exponent: number): number {
  const half = Math.trunc(exponent / 2);
  return value * 2 ** half * 2 ** (exponent - half);
}
