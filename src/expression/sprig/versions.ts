/** sprig's comparison of semantic versions (Masterminds/semver). */
import { GoPanic } from "../value.ts";
import { define, type SprigTable } from "./define.ts";

interface Version {
  readonly numbers: readonly [number, number, number];
  readonly prerelease: string;
}

/** A version of which parts may be left open, as in `1.2.x`. */
interface Pattern extends Version {
  /** How many numbers are given. */
  readonly precision: number;
}

const VERSION = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-([\dA-Za-z.-]+))?(?:\+[\dA-Za-z.-]+)?$/;
const PATTERN = /^v?(\d+|[xX*])(?:\.(\d+|[xX*]))?(?:\.(\d+|[xX*]))?(?:-([\dA-Za-z.-]+))?(?:\+[\dA-Za-z.-]+)?$/;
const COMPARISON = /\s*(=>|=<|>=|<=|!=|~>|[=<>~^])?\s*([^\s,<>=!~^|]+)/g;

function parseVersion(text: string): Version {
  const match = VERSION.exec(text);
  if (match === null) {
    throw new GoPanic(text === "" ? "Version string empty" : "Invalid Semantic Version");
  }
  const [, major = "0", minor = "0", patch = "0", prerelease = ""] = match;
  return { numbers: [Number(major), Number(minor), Number(patch)], prerelease };
}

function parsePattern(text: string, constraint: string): Pattern {
  const match = PATTERN.exec(text);
  if (match === null) {
    throw new GoPanic(`improper constraint: ${constraint}`);
  }
  const parts = match.slice(1, 4);
  const open = parts.findIndex((part) => part === undefined || !/^\d+$/.test(part));
  const precision = open < 0 ? 3 : open;
  const [major = 0, minor = 0, patch = 0] = parts.map((part, index) => (index < precision ? Number(part) : 0));
  return { numbers: [major, minor, patch], prerelease: match[4] ?? "", precision };
}

function comparePrereleases(left: string, right: string): number {
  if (left === right) {
    return 0;
  }
  if (left === "" || right === "") {
    return left === "" ? 1 : -1;
  }
  const [a, b] = [left.split("."), right.split(".")];
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const order = compareIdentifiers(a[index], b[index]);
    if (order !== 0) {
      return order;
    }
  }
  return 0;
}

function compareIdentifiers(left: string | undefined, right: string | undefined): number {
  if (left === right) {
    return 0;
  }
  if (left === undefined || right === undefined) {
    return left === undefined ? -1 : 1;
  }
  const [leftIsNumber, rightIsNumber] = [/^\d+$/.test(left), /^\d+$/.test(right)];
  if (leftIsNumber && rightIsNumber) {
    return Number(left) - Number(right);
  }
  return leftIsNumber !== rightIsNumber ? (leftIsNumber ? -1 : 1) : left < right ? -1 : 1;
}

function compare(left: Version, right: Version): number {
  for (const [index, number] of left.numbers.entries()) {
    const difference = number - (right.numbers[index] ?? 0);
    if (difference !== 0) {
      return difference;
    }
  }
  return comparePrereleases(left.prerelease, right.prerelease);
}

/** Whether the first `count` numbers are the same. */
function agrees(version: Version, pattern: Version, count: number): boolean {
  return version.numbers.slice(0, count).every((number, index) => number === pattern.numbers[index]);
}

/** How many numbers `^` holds fixed: up to the first that is not zero. */
function caretPrecision(pattern: Pattern): number {
  const first = pattern.numbers.findIndex((number) => number > 0);
  return first < 0 ? pattern.precision : Math.min(first + 1, pattern.precision);
}

function satisfies(version: Version, operator: string, pattern: Pattern): boolean {
  const order = compare(version, pattern);
  const isOpen = pattern.precision < 3;
  const fits = agrees(version, pattern, pattern.precision);
  switch (operator) {
    case "!=":
      return isOpen ? !fits : order !== 0;
    case ">":
      return isOpen ? order > 0 && !fits : order > 0;
    case "<":
      return order < 0;
    case ">=":
    case "=>":
      return order >= 0;
    case "<=":
    case "=<":
      return isOpen ? order <= 0 || fits : order <= 0;
    case "^":
      return order >= 0 && agrees(version, pattern, caretPrecision(pattern));
    case "~":
    case "~>":
      return order >= 0 && agrees(version, pattern, Math.min(pattern.precision, 2));
    default:
      return isOpen ? fits : order === 0;
  }
}

/** A constraint that names no prerelease accepts none. */
function meets(version: Version, operator: string, pattern: Pattern): boolean {
  return (version.prerelease === "" || pattern.prerelease !== "") && satisfies(version, operator, pattern);
}

function check(constraint: string, text: string): boolean {
  const alternatives = constraint.split("||").map((alternative) => {
    const ranges = alternative.replace(/(\S+)\s+-\s+(\S+)/g, ">=$1 <=$2");
    const comparisons = [...ranges.matchAll(COMPARISON)];
    if (comparisons.length === 0) {
      throw new GoPanic(`improper constraint: ${constraint}`);
    }
    return comparisons.map(([, operator = "", pattern = ""]) => [operator, parsePattern(pattern, constraint)] as const);
  });
  const version = parseVersion(text);
  return alternatives.some((comparisons) =>
    comparisons.every(([operator, pattern]) => meets(version, operator, pattern)),
  );
}

export const VERSION_FUNCTIONS: SprigTable = {
  semverCompare: define("string, string -> bool +error", check),
};
