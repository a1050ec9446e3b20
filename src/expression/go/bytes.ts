/** Bytes of texts, by what every JavaScript engine with the encoding standard has: Node and browsers alike. */

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export function encodeUtf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** Bytes that are no UTF-8 become U+FFFD; a byte order mark stays. */
export function decodeUtf8(bytes: Uint8Array): string {
  const text = decoder.decode(bytes);
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? `\ufeff${text}` : text;
}

/** Each byte as the character of its number. */
export function asLatin1(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

export function toBase64(bytes: Uint8Array): string {
  return btoa(asLatin1(bytes));
}

/** @param encoded standard base64; what else is in it is passed over */
export function fromBase64(encoded: string): Uint8Array {
  const digits = encoded.replace(/[^A-Za-z0-9+/]/g, "");
  return Uint8Array.from(atob(digits), (character) => character.charCodeAt(0));
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
