/** `base64.StdEncoding.DecodeString`, with its error. */
import { decodeUtf8, fromBase64 } from "./bytes.ts";

export type DecodedBase64 =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly error: string };

const ALPHABET = /^[A-Za-z0-9+/]$/;

export function decodeBase64(encoded: string): DecodedBase64 {
  const corrupt = corruptPosition(encoded);
  return corrupt === undefined
    ? { ok: true, text: decodeUtf8(fromBase64(encoded)) }
    : { ok: false, error: `illegal base64 data at input byte ${corrupt}` };
}

/** Where the decoder stops: at the first strange character, or where padding is missing. Line breaks are skipped. */
function corruptPosition(encoded: string): number | undefined {
  let quantum = 0;
  for (let index = 0; index < encoded.length; index++) {
    const character = encoded[index] ?? "";
    if (character === "\n" || character === "\r") {
      continue;
    }
    if (character === "=") {
      return checkPadding(encoded, index, quantum);
    }
    if (!ALPHABET.test(character)) {
      return index;
    }
    quantum = (quantum + 1) % 4;
  }
  return quantum === 0 ? undefined : encoded.length - (quantum === 1 ? 1 : quantum);
}

function checkPadding(encoded: string, index: number, quantum: number): number | undefined {
  if (quantum < 2) {
    return index;
  }
  const rest = encoded.slice(index).replace(/[\r\n]/g, "");
  const expected = "=".repeat(4 - quantum);
  if (rest === expected) {
    return undefined;
  }
  return rest.startsWith(expected) ? index + expected.length : Math.min(index + rest.length, encoded.length);
}
