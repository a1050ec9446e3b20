import { Session } from "../../src/play/session.ts";
import type { Release } from "../../src/releases/index.ts";
import type { LoadedScenario } from "../../src/scenario/load-scenario.ts";
import { givenObjects } from "../../src/timeline/given-objects.ts";
import { viewGiven } from "../../src/timeline/pod-view.ts";
import { traceRun } from "../../src/timeline/trace.ts";

/** Everything of a run in which a difference can show, as text: statuses, actions, refusals, what pods were given. */
export function playWitness(loaded: LoadedScenario, release: Release): string {
  const session = new Session(loaded, release, { details: [], reconcileLimit: 400 });
  const end = session.end();
  const { journal, startTime, script } = session;
  return JSON.stringify([
    traceRun(journal.events, startTime),
    // A run that was cut off ends with a count of reconciles.
    end.kind === "controllerCrash" ? end.message : end.kind,
    script.refusedSubmissions.map(({ error }) => error),
    viewGiven(givenObjects(journal.events), { release, startTime }),
  ]);
}
