import { BoundedCache } from "../../expression/bounded-cache.ts";
import { parseGoDuration } from "../../expression/go-duration.ts";
import { parseScheduleField, type Refusal } from "./parse-schedule-field.ts";
import { ClockSchedule, delaySchedule, type Schedule, type ScheduleField, type ScheduleFields } from "./schedule.ts";
import { loadTimeZone, type TimeZone, utc } from "./time-zone.ts";

export type ParsedSchedule = { readonly ok: true; readonly schedule: Schedule } | Refusal;

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

const bounds = {
  minute: { minimum: 0, maximum: 59, names: new Map<string, number>() },
  hour: { minimum: 0, maximum: 23, names: new Map<string, number>() },
  dayOfMonth: { minimum: 1, maximum: 31, names: new Map<string, number>() },
  month: { minimum: 1, maximum: 12, names: new Map(months.map((name, index) => [name, index + 1])) },
  dayOfWeek: { minimum: 0, maximum: 6, names: new Map(weekdays.map((name, index) => [name, index])) },
};
const fieldNames = ["minute", "hour", "dayOfMonth", "month", "dayOfWeek"] as const;

const descriptors: Readonly<Record<string, string>> = {
  "@yearly": "0 0 1 1 *",
  "@annually": "0 0 1 1 *",
  "@monthly": "0 0 1 * *",
  "@weekly": "0 0 * * 0",
  "@daily": "0 0 * * *",
  "@midnight": "0 0 * * *",
  "@hourly": "0 * * * *",
};

/**
 * Reads a schedule: five fields, or `@hourly` and the like, or `@every 90s`; before that, if need be, `TZ=` or
 * `CRON_TZ=` and a time zone (robfig/cron's `ParseStandard`).
 */
export function parseSchedule(text: string): ParsedSchedule {
  let parsed = known.get(text);
  if (parsed === undefined) {
    parsed = parse(text);
    known.set(text, parsed);
  }
  return parsed;
}

/** A CronWorkflow is validated each time that it is due. */
const known = new BoundedCache<string, ParsedSchedule>(1_000);

function parse(text: string): ParsedSchedule {
  if (text === "") return { ok: false, error: "empty spec string" };
  const zoned = /^(?:CRON_)?TZ=(?<name>\S*)\s*(?<rest>.*)$/s.exec(text)?.groups;
  if (zoned === undefined) return parseInZone(text, utc);
  const { name = "", rest = "" } = zoned;
  const loaded = loadTimeZone(name);
  return loaded.ok
    ? parseInZone(rest.trim(), loaded.zone)
    : { ok: false, error: `provided bad location ${name}: ${loaded.error}` };
}

function parseInZone(text: string, zone: TimeZone): ParsedSchedule {
  if (!text.startsWith("@")) return parseFields(text, zone);
  const fields = descriptors[text];
  if (fields !== undefined) return parseFields(fields, zone);
  if (!text.startsWith("@every ")) return { ok: false, error: `unrecognized descriptor: ${text}` };
  const delay = parseGoDuration(text.slice("@every ".length));
  if (!delay.ok) return { ok: false, error: `failed to parse duration ${text}: ${delay.error}` };
  return { ok: true, schedule: delaySchedule(Number(delay.nanoseconds) / 1e6) };
}

function parseFields(text: string, zone: TimeZone): ParsedSchedule {
  const texts = text.split(/\s+/).filter((field) => field !== "");
  if (texts.length !== fieldNames.length) {
    return { ok: false, error: `expected exactly 5 fields, found ${texts.length}: [${texts.join(" ")}]` };
  }
  const fields: Partial<Record<keyof ScheduleFields, ScheduleField>> = {};
  for (const [index, name] of fieldNames.entries()) {
    const field = parseScheduleField(texts[index] ?? "", bounds[name]);
    if (!field.ok) return field;
    fields[name] = field.field;
  }
  return { ok: true, schedule: new ClockSchedule(fields as ScheduleFields, zone) };
}
