/** Whether two JSON values are equal; the order of keys does not count, and a key with `undefined` counts as absent. */
export function isSameJson(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return false;
  if (Array.isArray(left)) {
    return (
      Array.isArray(right) &&
      left.length === right.length &&
      left.every((item, index) => isSameJson(item, right[index]))
    );
  }
  return !Array.isArray(right) && isSameFields(left as Fields, right as Fields);
}

type Fields = Readonly<Record<string, unknown>>;

function isSameFields(left: Fields, right: Fields): boolean {
  let count = 0;
  for (const key in left) {
    if (left[key] === undefined) continue;
    if (right[key] === undefined || !isSameJson(left[key], right[key])) return false;
    count++;
  }
  for (const key in right) if (right[key] !== undefined) count--;
  return count === 0;
}
