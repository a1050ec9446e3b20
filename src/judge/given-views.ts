import { releaseOf } from "../releases/index.ts";
import { type GivenView, viewGiven } from "../timeline/pod-view.ts";
import type { PlayResult } from "./play-result.ts";

/** What pods, agents and claims of a run were given. Pods are rendered now, if nobody has looked at them before. */
export function givenViews({ given, startTime, engine }: PlayResult): readonly GivenView[] {
  const released = releaseOf(engine);
  if (!released.ok) throw new Error(released.error);
  return viewGiven(given, { release: released.release, startTime });
}
