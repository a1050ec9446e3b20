/**
 * Go compares strings by their UTF-8 bytes, which is the order of code points; JavaScript compares UTF-16 units, which
 * differs where surrogates meet characters above U+D7FF.
 */
export function compareStrings(left: string, right: string): number {
  if (left === right) {
    return 0;
  }
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index++) {
    const leftUnit = left.charCodeAt(index);
    const rightUnit = right.charCodeAt(index);
    if (leftUnit !== rightUnit) {
      return unitRank(leftUnit) - unitRank(rightUnit);
    }
  }
  return left.length - right.length;
}

/** Surrogates stand for code points above every other UTF-16 unit. */
function unitRank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
