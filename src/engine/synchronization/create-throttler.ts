import type { Release } from "../../releases/release.ts";
import { ChainedThrottlers } from "./chained-throttlers.ts";
import { JointThrottler } from "./joint-throttler.ts";
import type { Throttler, ThrottlerOptions } from "./throttler.ts";

/** The throttler of a release (`newThrottler`). */
export function createThrottler(options: ThrottlerOptions, release: Release): Throttler {
  return release.has("parallelism-limited-by-two-throttlers")
    ? new ChainedThrottlers(options)
    : new JointThrottler(options, release);
}
