/** sprig's encodings, checksums and paths. */
import { sha1 } from "@noble/hashes/legacy.js";
import { sha256, sha512 } from "@noble/hashes/sha2.js";
import { decodeBase64 } from "../go/base64.ts";
import { decodeUtf8, encodeUtf8, toBase64, toHex } from "../go/bytes.ts";
import { cleanPath } from "../go/clean-path.ts";
import { define, type SprigTable, withAliases } from "./define.ts";

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const BASE32_GROUP = 8;

function encodeBase32(text: string): string {
  const bits = Array.from(encodeUtf8(text), (byte) => byte.toString(2).padStart(8, "0")).join("");
  const digits = (bits.match(/.{1,5}/g) ?? [])
    .map((group) => BASE32[Number.parseInt(group.padEnd(5, "0"), 2)])
    .join("");
  return digits.padEnd(Math.ceil(digits.length / BASE32_GROUP) * BASE32_GROUP, "=");
}

function decodeBase32(text: string): string {
  const corrupt = text.search(/[^A-Z2-7=]/);
  if (corrupt >= 0 || text.length % BASE32_GROUP !== 0) {
    return `illegal base32 data at input byte ${corrupt >= 0 ? corrupt : text.length}`;
  }
  const digits = text.replace(/=+$/, "");
  const bits = Array.from(digits, (digit) => BASE32.indexOf(digit).toString(2).padStart(5, "0")).join("");
  const bytes = (bits.match(/.{8}/g) ?? []).map((group) => Number.parseInt(group, 2));
  return decodeUtf8(Uint8Array.from(bytes));
}

function adler32(text: string): string {
  let low = 1;
  let high = 0;
  for (const byte of encodeUtf8(text)) {
    low = (low + byte) % 65521;
    high = (high + low) % 65521;
  }
  return String(high * 65536 + low);
}

function hash(algorithm: (bytes: Uint8Array) => Uint8Array): (text: string) => string {
  return (text) => toHex(algorithm(encodeUtf8(text)));
}

/** `path.Base`. */
function baseName(path: string): string {
  if (path === "") {
    return ".";
  }
  const trimmed = path.replace(/\/+$/, "");
  return trimmed === "" ? "/" : trimmed.slice(trimmed.lastIndexOf("/") + 1);
}

/** `path.Ext`. */
function extension(path: string): string {
  return /\.[^./]*$/.exec(path)?.[0] ?? "";
}

export const ENCODING_FUNCTIONS: SprigTable = withAliases(
  {
    b64enc: define("string -> string", (text: string) => toBase64(encodeUtf8(text))),
    b64dec: define("string -> string", (text: string) => {
      const decoded = decodeBase64(text);
      return decoded.ok ? decoded.text : decoded.error;
    }),
    b32enc: define("string -> string", encodeBase32),
    b32dec: define("string -> string", decodeBase32),
    sha1sum: define("string -> string", hash(sha1)),
    sha256sum: define("string -> string", hash(sha256)),
    sha512sum: define("string -> string", hash(sha512)),
    adler32sum: define("string -> string", adler32),
    base: define("string -> string", baseName),
    clean: define("string -> string", cleanPath),
    dir: define("string -> string", (path: string) => cleanPath(path.slice(0, path.lastIndexOf("/") + 1))),
    ext: define("string -> string", extension),
    isAbs: define("string -> bool", (path: string) => path.startsWith("/")),
  },
  { osBase: "base", osClean: "clean", osDir: "dir", osExt: "ext", osIsAbs: "isAbs" },
);
