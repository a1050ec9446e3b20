const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;
const week = 7 * day;
const month = 30 * day;
const year = 12 * month;
const longTime = 37 * year;

const units = [
  [year, "year"],
  [month, "month"],
  [week, "week"],
  [day, "day"],
  [hour, "hour"],
  [minute, "minute"],
  [1, "second"],
] as const;

/** A duration as messages of the controller give it: its two largest units (`humanize.Duration`). */
export function humanizeDuration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < minute) return largestUnit(seconds);
  if (seconds < hour) return `${largestUnit(seconds)} ${Math.floor(seconds % minute)} seconds`;
  if (seconds < day) return `${largestUnit(seconds)} ${Math.floor((seconds / minute) % 60)} minutes`;
  return `${largestUnit(seconds)} ${Math.floor((seconds / hour) % 24)} hours`;
}

function largestUnit(seconds: number): string {
  if (seconds >= longTime) return "a long while";
  // The first year is rounded to half years; no other unit is rounded up.
  if (seconds >= 18 * month && seconds < 2 * year) return "2 years";
  for (const [size, unit] of units) {
    const count = Math.floor(seconds / size);
    if (count >= 1) return `${count} ${unit}${count === 1 ? "" : "s"}`;
  }
  return "0 seconds";
}

/** Seconds as Go prints a float64 (`fmt.Sprint(duration.Seconds())`). */
export function formatSeconds(milliseconds: number): string {
  return String(milliseconds / 1000);
}
