import { labelOfKey, type ScriptedChoices } from "../../sim/choice/scripted-choices.ts";
import { didYouMean } from "../manifest/nearest-name.ts";
import { isSameJson } from "../manifest/same-json.ts";
import type { ScriptedActions } from "../play/scripted-actions.ts";
import type { ScriptedPods } from "../play/scripted-pods.ts";
import type { TimedObject } from "../play/submissions.ts";
import type { LoadedScenario, ScenarioDiagnostic } from "../scenario/load-scenario.ts";
import type { ScenarioProblem } from "../scenario/scenario-problem.ts";
import type { RunEvent } from "../timeline/run-event.ts";
import { unexpectedRefusals } from "./check-refusals.ts";
import { expectationsOfRelease } from "./expectations-of-release.ts";
import { unfiredHint } from "./unfired-hint.ts";

/** A workflow that was not created, and what the user saw. */
export interface RefusedSubmission {
  readonly submission: TimedObject;
  readonly error: string;
}

/** What a run tells of its scenario. */
export interface RunFacts {
  readonly version: string;
  readonly pods: ScriptedPods;
  readonly actions: ScriptedActions;
  readonly refusedSubmissions: readonly RefusedSubmission[];
  readonly events: readonly RunEvent[];
  /** Indexes of the faults that no request met. */
  readonly unmetFaults: readonly number[];
  readonly choices: ScriptedChoices;
}

/** What of a scenario had no effect in a run, or another than its author can have meant. */
export function runWarnings(loaded: LoadedScenario, run: RunFacts): readonly ScenarioDiagnostic[] {
  const { position, scenario } = loaded;
  const { refused = [] } = expectationsOfRelease(scenario.expect, run.version);
  return [
    ...run.refusedSubmissions.map((refused) => refusedSubmission(loaded, refused)),
    ...run.pods
      .unmatched()
      .map((index) => warning("unmatched-rule", "no pod matched this rule", position(["pods", index]))),
    ...run.pods.unknownContainers().map(({ rule, name, known }) => {
      const message = `no pod of this rule has a container "${name}", but ${known.join(", ")}`;
      return warning("unknown-container", message, position(["pods", rule, "containers", name]));
    }),
    ...run.actions.unfired().map((index) => unfiredAction(loaded, index, run.events)),
    ...unexpectedRefusals(refused, run.actions.refusals).map(({ index, message }) =>
      warning("refused-action", `this was refused: ${message}`, position(["actions", index])),
    ),
    ...run.choices.unused.map((key) => unaskedChoice(loaded, key, run.choices)),
    ...run.unmetFaults.map((index) =>
      warning("unmet-fault", "no request of the controller met this fault", position(["faults", index])),
    ),
  ];
}

/** What had no effect on any release: what one of them needs is not in vain. */
export function commonWarnings(
  warningsOfRuns: readonly (readonly ScenarioDiagnostic[])[],
): readonly ScenarioDiagnostic[] {
  const [first, ...others] = warningsOfRuns;
  return (first ?? []).filter((warning) =>
    others.every((warnings) => warnings.some((other) => isSamePlace(warning, other))),
  );
}

function isSamePlace(warning: ScenarioDiagnostic, other: ScenarioDiagnostic): boolean {
  return warning.code === other.code && isSameJson(warning.source, other.source);
}

function refusedSubmission({ position }: LoadedScenario, { submission: timed, error }: RefusedSubmission) {
  const { object, submission } = timed;
  const source = submission === undefined ? object.position(["metadata", "name"]) : position(["submit", submission]);
  return warning("refused-submission", `this was refused: ${error}`, source);
}

function unfiredAction({ position, scenario }: LoadedScenario, index: number, events: readonly RunEvent[]) {
  const hint = unfiredHint(scenario.actions?.[index]?.when ?? {}, events);
  const source = position(["actions", index, "when"]);
  return warning("unfired-action", "this condition never came true, so nothing was done", source, hint);
}

function unaskedChoice({ position }: LoadedScenario, key: string, choices: ScriptedChoices) {
  const hint = didYouMean(labelOfKey(key), choices.labels);
  return warning("unasked-choice", `nothing asked for the choice "${key}"`, position(["choices", key]), hint);
}

function warning(
  code: ScenarioProblem,
  message: string,
  source: ScenarioDiagnostic["source"],
  hint?: string,
): ScenarioDiagnostic {
  return { severity: "warning", code, message, source, ...(hint !== undefined && { hint }) };
}
