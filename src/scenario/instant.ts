import { z } from "zod";

/** An instant of the wall clock, written as RFC 3339 and read as milliseconds since 1970. */
export const instantSchema = z
  .string()
  .transform((text, context) => {
    if (z.iso.datetime({ offset: true }).safeParse(text).success) return Date.parse(text);
    const hint = "Write it as 2026-03-29T00:30:00Z, with Z for UTC or an offset such as +02:00.";
    context.addIssue({ code: "custom", message: `"${text}" is not a time`, params: { hint } });
    return z.NEVER;
  })
  .meta({ description: "A time such as 2026-03-29T00:30:00Z" });
