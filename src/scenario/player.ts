import type { LoadedScenario } from "./load-scenario.ts";
import type { PlayResult } from "./play-result.ts";

/** Plays a scenario on one release of the controller. */
export function playScenario(_loaded: LoadedScenario, engine: string): PlayResult {
  return {
    engine,
    end: { kind: "notModelled", message: "nothing is" },
    endedAt: 0,
    events: [],
    workflows: [],
    warnings: [],
  };
}
