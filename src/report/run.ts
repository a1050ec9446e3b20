import { formatTime } from "../../sim/time.ts";
import { objectKey } from "../cluster/api-server/object-key.ts";
import type { StoredMeta } from "../engine/model/workflow-object.ts";
import type { Violation } from "../invariants/invariant.ts";
import { givenViews } from "../judge/given-views.ts";
import type { PlayResult } from "../judge/play-result.ts";
import type { Verdict } from "../judge/verdict.ts";
import { releaseOf } from "../releases/index.ts";
import type { LoadedScenario } from "../scenario/load-scenario.ts";
import { type Colors, plainColors } from "./colors.ts";
import { cronWorkflowLines } from "./cron-workflow.ts";
import { type PodLinesOptions, podLines } from "./pods.ts";
import { timelineLines } from "./timeline.ts";
import { workflowTree } from "./tree.ts";

/** A scenario that was played on one release, and judged. */
export interface JudgedRun {
  readonly loaded: LoadedScenario;
  readonly result: PlayResult;
  readonly verdict: Verdict;
}

/** The CronWorkflows of a run, and the trees of all workflows. */
export function runTrees({ result }: JudgedRun, colors: Colors = plainColors): string[] {
  const release = releaseOf(result.engine);
  if (!release.ok) throw new Error(release.error);
  const { startTime, endedAt: now, cronWorkflows, workflows } = result;
  const options = { now, startTime, release: release.release, colors };
  const parts = [
    ...cronWorkflows.map((cronWorkflow) => cronWorkflowLines(cronWorkflow, options)),
    ...workflows.map((workflow) => workflowTree(workflow, options)),
  ];
  return parts.flatMap((part, index) => [...(index > 0 ? [""] : []), ...part]);
}

/** What the controller gave pods and agents, and the claims that it made. */
export function runPods(
  { result }: JudgedRun,
  options: PodLinesOptions = { colors: plainColors, verbose: false },
): string[] {
  return podLines(givenViews(result), options);
}

export function runTimeline({ result }: JudgedRun): string[] {
  return timelineLines(result.events);
}

/** How a run was judged: a line for the run, one for whatever is wrong, and how to see it again. */
export function verdictLines({ loaded, result, verdict }: JudgedRun, colors: Colors = plainColors): string[] {
  const { holds, failures, violations, expectedViolations } = verdict;
  const mark = holds ? colors.green("✔") : colors.red("✖");
  const lines = [`${mark} ${loaded.name} on ${result.engine}: ${summaryOf(verdict, result)}`];
  for (const violation of violations) lines.push(...violationLines(violation, colors.red("violated")));
  for (const violation of expectedViolations) lines.push(...violationLines(violation, "violated as expected"));
  for (const { message, source } of failures) {
    lines.push(`  ${colors.red("expected otherwise")} at ${source.file}:${source.line}:${source.column}: ${message}`);
  }
  if (!holds) lines.push(`  reproduce: ${reproduction(loaded.path, result.engine)}`);
  return lines;
}

function summaryOf(
  { holds, failures, violations, problems }: Verdict,
  { end, endedAt, workflows }: PlayResult,
): string {
  const isOne = new Set(workflows.map(({ metadata }) => metadata.namespace)).size < 2;
  const title = ({ namespace, name }: StoredMeta) => (isOne ? name : objectKey(namespace, name));
  const phases = workflows.map(({ metadata, status }) => `${title(metadata)} ${status.phase || "not started"}`);
  const ending = end.kind === "controllerCrash" ? `the controller crashed: ${end.message}` : phases.join(", ");
  if (holds) return `${ending} at ${formatTime(endedAt)}`;
  const counts = [
    counted(problems.length, "error"),
    counted(violations.length, "violation"),
    counted(failures.length, "failed expectation"),
  ];
  return `${counts.filter((count) => count !== "").join(", ")}; ${ending}`;
}

function counted(number: number, noun: string): string {
  return number === 0 ? "" : `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function violationLines({ invariant, t, message, nodes, namespace }: Violation, verb: string): string[] {
  const place = namespace === undefined ? "" : ` in ${namespace}`;
  const lines = [`  ${verb}: ${invariant}${place} at ${formatTime(t)}: ${message}`];
  if (nodes.length > 0 && !nodes.every((node) => message.includes(node))) lines.push(`    nodes: ${nodes.join(", ")}`);
  return lines;
}

/** The command line that plays the same again. */
export function reproduction(path: string, engine: string): string {
  const quoted = /^[\w./:@%+=-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
  return `drydock run ${quoted} --engine ${engine}`;
}
