const OFFSET_BASIS = 0x811c9dc5;
const PRIME = 0x01000193;

const encoder = new TextEncoder();

/** FNV-1a, 32 bits, of the UTF-8 bytes of `text`: Go's `fnv.New32a`, which node ids and pod names are made of. */
export function fnv32a(text: string): number {
  let hash = OFFSET_BASIS;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit > 0x7f) {
      return hashBytes(encoder.encode(text));
    }
    hash = Math.imul(hash ^ unit, PRIME);
  }
  return hash >>> 0;
}

function hashBytes(bytes: Uint8Array): number {
  let hash = OFFSET_BASIS;
  for (const byte of bytes) {
    hash = Math.imul(hash ^ byte, PRIME);
  }
  return hash >>> 0;
}
