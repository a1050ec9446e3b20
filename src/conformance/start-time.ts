import { hour } from "../../sim/time.ts";
import { defaultEpoch } from "../cluster/simulation.ts";

const day = 24 * hour;

/** Recordings begin in the first days of the year 2000; a time far from those is not the recorder's clock. */
const lastDay = 31 * day;

/** As in manifests and statuses, as Go prints a time, and as seconds since 1970. */
const timeStamps = /\b(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)|(?<![-.\d])(9\d{8})(?![-.\d])/g;

/**
 * What the recorder's wall clock showed at virtual time 0, in milliseconds since 1970, told from the earliest time stamp
 * in a recording: the recorder plays one case after another, and each begins one second after a whole hour. Undefined
 * when the recording shows no time, so that nothing in it depends on the clock.
 *
 * @param recording the text of the trace
 */
export function recordedStartTime(recording: string): number | undefined {
  let earliest = Number.POSITIVE_INFINITY;
  for (const [, date, time, seconds] of recording.matchAll(timeStamps)) {
    const stamp = seconds === undefined ? Date.parse(`${date}T${time}Z`) : Number(seconds) * 1000;
    if (stamp >= defaultEpoch && stamp < defaultEpoch + lastDay) earliest = Math.min(earliest, stamp);
  }
  if (earliest === Number.POSITIVE_INFINITY) return undefined;
  return defaultEpoch + Math.floor((earliest - defaultEpoch) / hour) * hour;
}
