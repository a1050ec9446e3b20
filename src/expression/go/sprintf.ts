/** `fmt.Sprintf` with one int argument: the `format` of withSequence. */
import { quoteRune } from "./quote.ts";

const DIRECTIVE = /%([-+# 0]*)(\[(\d+)\])?(\d*)(?:\.(\d*))?([\s\S]|$)/gu;

interface Directive {
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
  readonly verb: string;
}

/** `fmt.Sprintf(format, value)` for a Go int. */
export function sprintfInt(given: string, value: number): string {
  const format = untilTooLarge(given);
  let used = 0;
  let indexed = false;
  const text = format.replace(DIRECTIVE, (...match: (string | undefined)[]) => {
    const [, flags = "", index, number, width = "", precision, verb = ""] = match;
    if (verb === "") {
      return "%!(NOVERB)";
    }
    if (verb === "%") {
      return "%";
    }
    if (index !== undefined) {
      indexed = true;
      used = Number(number) - 1;
      if (used !== 0) {
        return `%!${verb}(BADINDEX)`;
      }
    }
    used += 1;
    if (used > 1) {
      return `%!${verb}(MISSING)`;
    }
    return formatInt(BigInt(value), {
      flags,
      width: width === "" ? 0 : Number(width),
      precision: precision === undefined ? undefined : Number(precision),
      verb,
    });
  });
  return used === 0 && !indexed ? `${text}%!(EXTRA int=${value})` : text;
}

/** Go does not read on after a width or precision above this: the format ends there, with a `%` alone. */
const LARGEST_WIDTH = 1_000_000;

function untilTooLarge(format: string): string {
  for (const { 0: text, index, 4: width, 5: precision } of format.matchAll(DIRECTIVE)) {
    const isTooLarge = Math.max(Number(width ?? 0), Number(precision ?? 0)) > LARGEST_WIDTH;
    if (text !== "%%" && isTooLarge) return `${format.slice(0, index)}%`;
  }
  return format;
}

function formatInt(value: bigint, directive: Directive): string {
  switch (directive.verb) {
    case "d":
    case "v":
      return pad(digitsOf(value, 10, directive), directive);
    case "b":
      return pad(digitsOf(value, 2, directive, directive.flags.includes("#") ? "0b" : ""), directive);
    case "o":
      return pad(digitsOf(value, 8, directive, directive.flags.includes("#") ? "0" : ""), directive);
    case "O":
      return pad(digitsOf(value, 8, directive, "0o"), directive);
    case "x":
      return pad(digitsOf(value, 16, directive, directive.flags.includes("#") ? "0x" : ""), directive);
    case "X":
      return pad(digitsOf(value, 16, directive, directive.flags.includes("#") ? "0X" : "").toUpperCase(), directive);
    case "c":
      return pad(runeOf(value), directive);
    case "q":
      return pad(quoteRune(runeOf(value)), directive);
    case "U":
      return pad(`U+${BigInt.asUintN(64, value).toString(16).toUpperCase().padStart(4, "0")}`, directive);
    case "T":
      return pad("int", directive);
    default:
      return `%!${directive.verb}(int=${pad(digitsOf(value, 10, directive), directive)})`;
  }
}

function runeOf(value: bigint): string {
  return value >= 0n && value <= 0x10ffffn ? String.fromCodePoint(Number(value)) : "\ufffd";
}

/** Sign, prefix and digits; the `0` flag widens the digits themselves. */
function digitsOf(value: bigint, base: number, directive: Directive, prefix = ""): string {
  const { flags, width, precision } = directive;
  const sign = value < 0n ? "-" : flags.includes("+") ? "+" : flags.includes(" ") ? " " : "";
  if (precision === 0 && value === 0n) {
    return "";
  }
  const zeroWidth = flags.includes("0") && !flags.includes("-") && precision === undefined ? width - sign.length : 0;
  const digits = (value < 0n ? -value : value).toString(base).padStart(Math.max(precision ?? 0, zeroWidth), "0");
  return sign + (prefix === "0" && digits.startsWith("0") ? "" : prefix) + digits;
}

function pad(text: string, directive: Directive): string {
  return directive.flags.includes("-") ? text.padEnd(directive.width) : text.padStart(directive.width);
}
