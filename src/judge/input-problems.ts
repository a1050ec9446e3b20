import type { UnknownOption } from "../../sim/choice/scripted-choices.ts";
import { maxDepthMessage } from "../engine/model/errors/execution-error.ts";
import type { WorkflowObject } from "../engine/model/workflow-object.ts";
import type { SourcePosition } from "../manifest/diagnostic.ts";
import type { LoadedObject } from "../manifest/load-manifests.ts";
import { didYouMean } from "../manifest/nearest-name.ts";
import { matchesGlob } from "../scenario/glob.ts";
import type { LoadedScenario, ScenarioDiagnostic } from "../scenario/load-scenario.ts";
import type { ScenarioProblem } from "../scenario/scenario-problem.ts";
import { expectationsOfRelease } from "./expectations-of-release.ts";
import type { PlayResult } from "./play-result.ts";

const refusal = "invalid spec: ";
const invalid = "Invalid ";

/**
 * What is wrong with the manifests, as only playing them shows: Argo refuses a workflow, or its templates call each
 * other without end. That is how workflows fail in Argo, too, so that a scenario may expect it; where nothing is
 * expected, a run that went nowhere must not pass for a good one.
 */
export function inputProblems(loaded: LoadedScenario, result: PlayResult): readonly ScenarioDiagnostic[] {
  const unknown = result.unknownOptions.map((option) => unknownOption(loaded, option));
  if (unknown.length > 0) return unknown;
  const endless = endlessRun(loaded, result);
  if (endless !== undefined) return [endless];
  const refused = refusedCronWorkflows(loaded, result);
  if (refused.length > 0) return refused;
  return result.workflows.flatMap((workflow) => {
    if (isExpected(loaded, result.engine, workflow.metadata.name)) return [];
    return refusedWorkflow(loaded, workflow, result.engine) ?? endlessTemplates(loaded, workflow) ?? [];
  });
}

/** An option of the scenario's choices that does not exist. */
function unknownOption({ scenario, position }: LoadedScenario, { key, asked }: UnknownOption): ScenarioDiagnostic {
  const written = scenario.choices?.[key] ?? "";
  const hint = didYouMean(written, asked.options) ?? `It is one of ${asked.options.join(", ")}.`;
  const message = `the choice "${asked.label}" has no option "${written}"`;
  return error("unknown-name", message, position(["choices", key]), hint);
}

/** A run that was cut off. */
function endlessRun(loaded: LoadedScenario, { end, workflows }: PlayResult): ScenarioDiagnostic | undefined {
  if (end.kind !== "sizeLimit" && end.kind !== "reconcileLimit") return undefined;
  const what = end.kind === "sizeLimit" ? end.message : "the controller reconciles it over and over";
  const source = placeOf(loaded, workflows[0]?.metadata.name);
  const hint = "Look for recursion, retries or a loop without an end.";
  return error("endless-run", `the run was cut off: ${what}`, source, hint);
}

function refusedWorkflow(
  loaded: LoadedScenario,
  { metadata: { name }, status: { message = "" } }: WorkflowObject,
  engine: string,
): ScenarioDiagnostic | undefined {
  if (!message.startsWith(refusal)) return undefined;
  const template = /^invalid spec: templates\.([^.\s]+)/.exec(message)?.[1];
  const hint = refusalHint(message, templatesOf(workflowOf(loaded, name)));
  const source = placeOf(loaded, name, template);
  return error("refused-workflow", `Argo ${engine} refuses workflow ${name}: ${message}`, source, hint);
}

function refusalHint(message: string, templates: readonly { readonly name?: string }[]): string | undefined {
  const unknown = /template name '([^']+)' undefined/.exec(message)?.[1];
  if (unknown !== undefined) {
    return didYouMean(
      unknown,
      templates.map(({ name = "" }) => name),
    );
  }
  const hook = /\.([^.\s]+) Expression required/.exec(message)?.[1];
  if (hook === undefined) return undefined;
  return didYouMean(hook, ["exit"]) ?? "Only a hook named exit runs by itself; any other needs an `expression`.";
}

function refusedCronWorkflows(loaded: LoadedScenario, { engine, events }: PlayResult): readonly ScenarioDiagnostic[] {
  const { cronWorkflows } = expectationsOfRelease(loaded.scenario.expect, engine);
  return events.flatMap(({ kind, object: name, data }) => {
    if (kind !== "cronWorkflow" || !data.startsWith(invalid) || cronWorkflows?.[name] !== undefined) return [];
    const found = loaded.objects.find((object) => object.kind === "CronWorkflow" && object.name === name);
    const source = found?.position(["metadata", "name"]) ?? loaded.position([]);
    const message = `Argo ${engine} refuses CronWorkflow ${name}: ${data.slice(invalid.length)}`;
    return [error("refused-workflow", message, source)];
  });
}

function endlessTemplates(
  loaded: LoadedScenario,
  { metadata: { name }, status: { nodes } }: WorkflowObject,
): ScenarioDiagnostic | undefined {
  for (const node of nodes.values()) {
    if (!node.message?.includes(maxDepthMessage)) continue;
    const message = `the templates of workflow ${name} call each other without end: Argo gives up at a depth of 100`;
    const hint = "Let a `when` end the recursion.";
    return error("endless-templates", message, placeOf(loaded, name, node.templateName), hint);
  }
  return undefined;
}

/** Whether the scenario says how the workflow ends. */
function isExpected({ scenario }: LoadedScenario, engine: string, name: string): boolean {
  const { workflow, workflows, eventually, timeline } = expectationsOfRelease(scenario.expect, engine);
  const isNamed = Object.keys(workflows ?? {}).some((pattern) => matchesGlob(pattern, name));
  return isNamed || [workflow, eventually, timeline].some((section) => section !== undefined);
}

function workflowOf({ objects }: LoadedScenario, name: string | undefined): LoadedObject | undefined {
  return objects.find((object) => object.kind === "Workflow" && object.name === name);
}

function templatesOf(object: LoadedObject | undefined): readonly { readonly name?: string }[] {
  return object?.kind === "Workflow" ? (object.value.spec.templates ?? []) : [];
}

/** Where a workflow, or one of its templates, is written. */
function placeOf(loaded: LoadedScenario, name: string | undefined, template?: string): SourcePosition {
  const object = workflowOf(loaded, name);
  if (object === undefined) {
    const submission = loaded.scenario.submit?.findIndex((one) => one.name === name) ?? -1;
    return loaded.position(submission < 0 ? [] : ["submit", submission]);
  }
  const index = templatesOf(object).findIndex((known) => known.name === template);
  return object.position(index < 0 ? ["metadata", "name"] : ["spec", "templates", index]);
}

function error(code: ScenarioProblem, message: string, source: SourcePosition, hint?: string): ScenarioDiagnostic {
  return { severity: "error", code, message, source, ...(hint !== undefined && { hint }) };
}
