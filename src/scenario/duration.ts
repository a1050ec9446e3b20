import { z } from "zod";
import { parseGoDuration } from "../expression/go-duration.ts";

const nanosecondsPerMillisecond = 1_000_000;

/**
 * A span of virtual time, written as a Go duration (`1.5s`, `2m`, `1h30m`) and read as whole milliseconds.
 *
 * A bare number other than 0 is refused, because Go has no default unit either.
 */
export const durationSchema = z
  .union([z.string(), z.number()])
  .transform((written, context) => {
    const parsed = parseDurationField(String(written));
    if (parsed.ok) return parsed.milliseconds;
    context.addIssue({ code: "custom", message: parsed.error, params: { hint: parsed.hint } });
    return z.NEVER;
  })
  .meta({ description: "A Go duration such as 500ms, 1.5s, 2m or 1h30m" });

type ParsedDuration =
  | { readonly ok: true; readonly milliseconds: number }
  | { readonly ok: false; readonly error: string; readonly hint: string };

function parseDurationField(text: string): ParsedDuration {
  const parsed = parseGoDuration(text);
  if (!parsed.ok) {
    const hint = /^-?\d+(\.\d+)?$/.test(text)
      ? `Write the unit, for example ${text}s.`
      : "Write a Go duration such as 500ms, 1.5s, 2m or 1h30m.";
    return { ok: false, error: `"${text}" is not a duration`, hint };
  }
  const milliseconds = Math.round(Number(parsed.nanoseconds) / nanosecondsPerMillisecond);
  if (milliseconds < 0) {
    return { ok: false, error: `the duration ${text} is negative`, hint: "Time starts at 0s and only moves forward." };
  }
  return { ok: true, milliseconds };
}
