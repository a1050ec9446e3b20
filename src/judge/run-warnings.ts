import { labelOfKey, type ScriptedChoices } from "../../sim/choice/scripted-choices.ts";
import { didYouMean } from "../manifest/nearest-name.ts";
import { isSameJson } from "../manifest/same-json.ts";
import type { Session } from "../play/session.ts";
import type { LoadedScenario, ScenarioDiagnostic } from "../scenario/load-scenario.ts";
import type { ScenarioProblem } from "../scenario/scenario-problem.ts";
import type { RefusedSubmission } from "../scenario/submissions.ts";
import type { RunEvent } from "../timeline/run-event.ts";
import { unexpectedRefusals } from "./check-refusals.ts";
import { expectationsOfRelease } from "./expectations-of-release.ts";
import { unfiredHint } from "./unfired-hint.ts";

/**
 * What of a scenario had no effect in a run, or another than its author can have meant.
 *
 * @param events the trace of the run
 */
export function runWarnings(
  { loaded, release, script }: Session,
  events: readonly RunEvent[],
): readonly ScenarioDiagnostic[] {
  const { position, scenario } = loaded;
  const { pods, actions, choices, refusedSubmissions, faults } = script;
  const { refused = [] } = expectationsOfRelease(scenario.expect, release.version);
  return [
    ...refusedSubmissions.map((refused) => refusedSubmission(loaded, refused)),
    ...pods
      .unmatched()
      .map((index) => warning("unmatched-rule", "no pod matched this rule", position(["pods", index]))),
    ...pods.unknownContainers().map(({ rule, name, known }) => {
      const message = `no pod of this rule has a container "${name}", but ${known.join(", ")}`;
      return warning("unknown-container", message, position(["pods", rule, "containers", name]));
    }),
    ...actions.unfired().map((index) => unfiredAction(loaded, index, events)),
    ...unexpectedRefusals(refused, actions.refusals).map(({ index, message }) =>
      warning("refused-action", `this was refused: ${message}`, position(["actions", index])),
    ),
    ...choices.unused.map((key) => unaskedChoice(loaded, key, choices)),
    ...faults.unmetFaults.map((index) =>
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
