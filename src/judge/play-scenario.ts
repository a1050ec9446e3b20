import { invariants as allInvariants } from "../invariants/index.ts";
import type { Invariant, Violation } from "../invariants/invariant.ts";
import { InvariantMonitor } from "../invariants/invariant-monitor.ts";
import { begin, lagOf, type Session, type SessionOptions } from "../play/session.ts";
import type { LoadedScenario } from "../scenario/load-scenario.ts";
import { givenObjects } from "../timeline/given-objects.ts";
import { lastCronWorkflows, lastWorkflows } from "../timeline/last-objects.ts";
import { podLives } from "../timeline/pod-life.ts";
import { traceRun } from "../timeline/trace.ts";
import type { PlayResult } from "./play-result.ts";
import { runWarnings } from "./run-warnings.ts";

export interface PlayOptions extends Omit<SessionOptions, "details"> {
  /** Invariants to watch: all by default, none with an empty list. */
  readonly invariants?: Iterable<Invariant>;
  /** Ends the run at the first violation of which this is true; by default none ends it. */
  readonly stopAt?: (violation: Violation) => boolean;
}

/**
 * Plays a scenario on one release of the controller to its end.
 *
 * @throws RangeError when there is no such release
 */
export function playScenario(loaded: LoadedScenario, engine: string, options: PlayOptions = {}): PlayResult {
  const session = beginWithoutDetails(loaded, engine, options);
  const violations = watch(session, options);
  const end = session.end();
  const { journal, startTime, script, now: endedAt, release } = session;
  const events = traceRun(journal.events, startTime);
  return {
    engine: release.version,
    end,
    endedAt,
    events,
    given: givenObjects(journal.events),
    startTime,
    workflows: lastWorkflows(journal.events),
    cronWorkflows: lastCronWorkflows(journal.events),
    pods: podLives(journal.events),
    violations: violations(),
    refusals: script.actions.refusals,
    unknownOptions: script.choices.unknownOptions,
    warnings: runWarnings(session, events),
  };
}

/**
 * Plays a scenario for what it violates alone, which takes less time.
 *
 * @throws RangeError when there is no such release
 */
export function playForViolations(loaded: LoadedScenario, engine: string, options: PlayOptions): readonly Violation[] {
  const session = beginWithoutDetails(loaded, engine, options);
  const violations = watch(session, options);
  session.end();
  return violations();
}

function beginWithoutDetails(loaded: LoadedScenario, engine: string, options: PlayOptions): Session {
  return begin(loaded, engine, { ...options, details: [] });
}

/** Has invariants watched as the journal is written; answers with the violations, once the run is over. */
function watch(session: Session, { invariants = allInvariants, stopAt }: PlayOptions): () => readonly Violation[] {
  const monitor = new InvariantMonitor(invariants, lagOf(session.loaded.scenario.controller));
  if (monitor.isIdle) return () => [];
  session.journal.subscribe((event) => {
    const before = monitor.violations.length;
    monitor.observe(event);
    if (stopAt !== undefined && monitor.violations.slice(before).some(stopAt)) session.stop();
  });
  return () => {
    const { ended, now } = session;
    // Cut off in the midst of a reconcile: pods are there whose nodes were yet to be written.
    if (ended === undefined || ended.kind === "sizeLimit") return [];
    monitor.end(ended, now);
    return monitor.violations;
  };
}
