import { EventError } from "../../sim/loop.ts";
import { SizeLimitExceeded } from "../expression/size-limit.ts";

/** What a run had too much of, or undefined for an error of another kind. */
export function exhaustionOf(error: unknown): string | undefined {
  const cause = error instanceof EventError ? error.cause : error;
  if (cause instanceof SizeLimitExceeded) return cause.message;
  if (!(cause instanceof RangeError)) return undefined;
  // JavaScript's own limit, for what a single function makes of a text that is just short enough.
  return /^Invalid (?:string|array) length/.test(cause.message)
    ? "an expression makes too long a text or list"
    : undefined;
}
