import type { Departure } from "../search/strategies/nearest-to-recording.ts";
import type { StatusEvent } from "../timeline/run-event.ts";
import type { Difference } from "./difference.ts";

/** The first place where a played timeline leaves the recorded one. `position`: how many status events were equal. */
export type Divergence =
  | {
      readonly kind: "data";
      readonly position: number;
      readonly t: number;
      readonly object: string;
      /** The first few differences in that event. */
      readonly differences: readonly Difference[];
    }
  /** The next event differs in its time or workflow; either may be missing at the end. */
  | {
      readonly kind: "event";
      readonly position: number;
      readonly expected: StatusEvent | undefined;
      readonly got: StatusEvent | undefined;
    }
  | {
      readonly kind: "crash";
      readonly position: number;
      readonly expected: string | undefined;
      readonly got: string | undefined;
    };

/** A divergence as the search for choices takes it. */
export interface DivergenceDeparture extends Departure {
  readonly divergence: Divergence;
}

export function departureOf(divergence: Divergence): DivergenceDeparture {
  const { position } = divergence;
  return { position, time: timeOf(divergence), distance: distanceOf(divergence), divergence };
}

/** When the timelines part, in virtual milliseconds; undefined for a crash, which has no time. */
function timeOf(divergence: Divergence): number | undefined {
  switch (divergence.kind) {
    case "data":
      return divergence.t;
    case "event": {
      const { expected, got } = divergence;
      return Math.min(expected?.t ?? Number.POSITIVE_INFINITY, got?.t ?? Number.POSITIVE_INFINITY);
    }
    case "crash":
      return undefined;
  }
}

/** How far the first event that differs is from the recorded one: 0 is equal, each value that differs adds up to 1. */
function distanceOf(divergence: Divergence): number {
  if (divergence.kind !== "data") return Number.POSITIVE_INFINITY;
  return divergence.differences.reduce((sum, difference) => sum + distanceBetween(difference), 0);
}

/** Lists and texts that begin alike are closer. */
function distanceBetween({ expected, got }: Difference): number {
  const [left, right] = [JSON.stringify(expected) ?? "", JSON.stringify(got) ?? ""];
  let alike = 0;
  while (alike < left.length && left[alike] === right[alike]) alike++;
  return 1 - alike / Math.max(left.length, 1);
}
