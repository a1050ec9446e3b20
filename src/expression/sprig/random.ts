/** sprig's chance, drawn from the seeded source of the simulation. */
import { toBase64, toHex } from "../go/bytes.ts";
import { type EvaluationContext, GoPanic } from "../value.ts";
import { defineWithContext, type SprigTable } from "./define.ts";
import { expectSize } from "./size.ts";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const DIGITS = "0123456789";
const PRINTABLE = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join("");

function below(context: EvaluationContext, limit: number): number {
  return Math.floor(context.random() * limit);
}

function characters(alphabet: string): (context: EvaluationContext, count: bigint) => string {
  return (context, count) => {
    expectSize(count);
    return Array.from({ length: Math.max(Number(count), 0) }, () => alphabet[below(context, alphabet.length)]).join("");
  };
}

function bytes(context: EvaluationContext, count: number): Uint8Array {
  return Uint8Array.from({ length: count }, () => below(context, 256));
}

function uuid(context: EvaluationContext): string {
  const random = bytes(context, 16);
  random[6] = ((random[6] ?? 0) & 0x0f) | 0x40;
  random[8] = ((random[8] ?? 0) & 0x3f) | 0x80;
  return toHex(random).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function shuffle(context: EvaluationContext, text: string): string {
  const letters = [...text];
  for (let index = letters.length - 1; index > 0; index--) {
    const other = below(context, index + 1);
    [letters[index], letters[other]] = [letters[other] ?? "", letters[index] ?? ""];
  }
  return letters.join("");
}

function integer(context: EvaluationContext, minimum: bigint, maximum: bigint): bigint {
  if (maximum <= minimum) {
    throw new GoPanic("invalid argument to Intn");
  }
  return minimum + BigInt(below(context, Number(maximum - minimum)));
}

export const RANDOM_FUNCTIONS: SprigTable = {
  randAlphaNum: defineWithContext("int -> string", characters(LETTERS + DIGITS)),
  randAlpha: defineWithContext("int -> string", characters(LETTERS)),
  randAscii: defineWithContext("int -> string", characters(PRINTABLE)),
  randNumeric: defineWithContext("int -> string", characters(DIGITS)),
  randBytes: defineWithContext("int -> string +error", (context: EvaluationContext, count: bigint) => {
    expectSize(count);
    return toBase64(bytes(context, Math.max(Number(count), 0)));
  }),
  randInt: defineWithContext("int, int -> int", integer),
  shuffle: defineWithContext("string -> string", shuffle),
  uuidv4: defineWithContext("-> string", uuid),
};
