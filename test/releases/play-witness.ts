import { Session } from "../../src/play/session.ts";
import type { DifferenceId, Release } from "../../src/releases/index.ts";
import type { LoadedScenario } from "../../src/scenario/load-scenario.ts";
import { givenObjects } from "../../src/timeline/given-objects.ts";
import { viewGiven } from "../../src/timeline/pod-view.ts";
import { traceRun } from "../../src/timeline/trace.ts";

/** What pods are given names the release; that is no difference. */
const version = "v0.0.0";

/** Everything of a run in which a difference can show, as text: statuses, actions, refusals, what pods were given. */
export function playWitness(loaded: LoadedScenario, played: Release): string {
  const release = { version, has: (difference: DifferenceId) => played.has(difference) };
  const session = new Session(loaded, release, { details: [], reconcileLimit: 400 });
  const end = session.end();
  const { journal, startTime, script } = session;
  const given = givenObjects(journal.events);
  return JSON.stringify([
    traceRun(journal.events, startTime),
    // A run that was cut off ends with a count of reconciles.
    end.kind === "controllerCrash" ? end.message : end.kind,
    script.refusedSubmissions.map(({ error }) => error),
    viewGiven(given, { release, startTime }),
    // Views leave out what is between the controller and its executor.
    given.map((object) => (object.kind === "pod" ? object.pod.rendering?.pod : undefined)),
  ]);
}
