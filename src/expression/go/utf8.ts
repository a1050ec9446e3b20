/** Go's strings are bytes: lengths and cuts count them. */
import { decodeUtf8, encodeUtf8 } from "./bytes.ts";

// biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII is meant
const ASCII = /^[\u0000-\u007f]*$/;

export function isAscii(text: string): boolean {
  return ASCII.test(text);
}

/** `len(text)`. */
export function byteLength(text: string): number {
  return isAscii(text) ? text.length : encodeUtf8(text).length;
}

/** `text[from:to]`; a character cut in two becomes U+FFFD, as encoding/json would write it. */
export function sliceBytes(text: string, from: number, to: number): string {
  return isAscii(text) ? text.slice(from, to) : decodeUtf8(encodeUtf8(text).subarray(from, to));
}

/** `utf8.RuneCountInString`. */
export function runeCount(text: string): number {
  return isAscii(text) ? text.length : [...text].length;
}
