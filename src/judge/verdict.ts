import type { Violation } from "../invariants/invariant.ts";
import type { SourcePosition } from "../manifest/diagnostic.ts";
import type { LoadedScenario, ScenarioDiagnostic } from "../scenario/load-scenario.ts";
import { checkExpectations } from "./check-expectations.ts";
import { missingRefusals } from "./check-refusals.ts";
import { expectationsOfRelease, originOfSection } from "./expectations-of-release.ts";
import { inputProblems } from "./input-problems.ts";
import type { PlayResult } from "./play-result.ts";

/** An expectation of the scenario file that was not met. */
export interface Failure {
  readonly message: string;
  readonly source: SourcePosition;
}

/** Whether a run was as it must be. */
export interface Verdict {
  readonly holds: boolean;
  /** What is wrong with the manifests, so that the run tells nothing of them. */
  readonly problems: readonly ScenarioDiagnostic[];
  readonly failures: readonly Failure[];
  /** Broken invariants. */
  readonly violations: readonly Violation[];
  /** Broken invariants that the scenario expects to be broken on this release. */
  readonly expectedViolations: readonly Violation[];
}

/** Judges a run by the invariants and by what its scenario expects on this release. */
export function judge(loaded: LoadedScenario, result: PlayResult): Verdict {
  const { expect } = loaded.scenario;
  const version = result.engine;
  const expected = expectationsOfRelease(expect, version);
  const { violates = [], except = [] } = expected;
  const position = (path: readonly (string | number)[]) => {
    const [section = "", ...rest] = path;
    return loaded.position(["expect", ...originOfSection(expect, version, String(section)), ...rest]);
  };
  const unmet = [...checkExpectations(expected, result), ...missingRefusals(expected.refused ?? [], result.refusals)];
  const failures = unmet.map(({ path, message }) => ({ message, source: position(path) }));
  for (const [index, name] of violates.entries()) {
    if (result.violations.some(({ invariant }) => invariant === name)) continue;
    failures.push({ message: `the invariant ${name} is not violated`, source: position(["violates", index]) });
  }
  const violations = result.violations.filter(({ invariant }) => ![...violates, ...except].includes(invariant));
  const expectedViolations = result.violations.filter(({ invariant }) => violates.includes(invariant));
  const problems = inputProblems(loaded, result);
  const holds = [failures, violations, problems].every((found) => found.length === 0);
  return { holds, problems, failures, violations, expectedViolations };
}
