import type { ChoiceScript } from "../../sim/choice/scripted-choices.ts";
import type { CaseOutcome, CaseResult, OutcomeKind } from "../conformance/conform.ts";
import type { Difference } from "../conformance/difference.ts";
import type { Divergence } from "../conformance/divergence.ts";
import { signatureOf } from "../conformance/signature.ts";
import { type ProfileSummary, totalsByEngine } from "../conformance/summary.ts";
import type { StatusEvent } from "../timeline/run-event.ts";
import { textTable } from "./text-table.ts";

const outcomeNames: Readonly<Record<OutcomeKind, string>> = {
  exact: "exact",
  byChoice: "exact by choice",
  finalEqual: "final equal",
  different: "different",
  refused: "refused",
  crashed: "crashed",
};

const countColumns = [
  ["exact", "exact"],
  ["by choice", "byChoice"],
  ["final equal", "finalEqual"],
  ["different", "different"],
  ["not modelled", "notModelled"],
  ["refused", "refused"],
  ["crashed", "crashed"],
] as const;

/** What the columns of {@link conformanceTable} mean. */
export const conformanceLegend = [
  "exact: the obedient run equals the recording in every status event",
  "by choice: another run does, in an order of maps, goroutines or simultaneous events that the real controller may take",
  "exact %: both",
  "pods: cases in which all pods are given what was recorded, of those where it was",
];

/** How many cases went how, by profile and release, with a sum for each release. */
export function conformanceTable(summaries: readonly ProfileSummary[]): string[] {
  const header = ["profile", "engine", "total", ...countColumns.map(([title]) => title), "exact %", "pods", "ms"];
  const rowOf = (summary: ProfileSummary) => [
    summary.profile,
    summary.engine,
    summary.total,
    ...countColumns.map(([, count]) => summary[count]),
    `${exactPercent(summary).toFixed(1)} %`.padStart("exact %".length),
    podsColumn(summary),
    Math.round(summary.milliseconds),
  ];
  return textTable([header, ...summaries.map(rowOf), ...totalsByEngine(summaries).map(rowOf)]);
}

function podsColumn({ podsExact, podsRecorded }: ProfileSummary): string {
  return podsRecorded === 0 ? "" : `${podsExact}/${podsRecorded}`;
}

/** Of how many cases some run is equal to the recording, in percent. */
export function exactPercent({ exact, byChoice, total }: ProfileSummary): number {
  return total === 0 ? 100 : (100 * (exact + byChoice)) / total;
}

/** The choices that a case needs, and where a failed one first leaves its recording. */
export function firstDifference(result: CaseResult, options: { readonly stack: boolean }): string[] {
  const { profile, name, engine, outcome, pods } = result;
  const title = `${profile}/${name} ${engine}: ${outcomeNames[outcome.kind]}`;
  const choices = "choices" in outcome ? choiceLines(outcome.choices) : [];
  const lines = [...choices, ...failureLines(outcome, options.stack), ...podLines(pods)];
  return [title, ...lines.map((line) => `  ${line}`)];
}

function podLines(pods: CaseResult["pods"]): string[] {
  if (pods?.kind !== "different") return [];
  return pods.differences.slice(0, shownDifferences).map(({ path, expected, got }) => {
    const place = path.length === 0 ? "" : ` ${path.join(".")}`;
    return `${pods.entry}${place}: expected ${describeValue(expected)}, got ${describeValue(got)}`;
  });
}

function choiceLines(choices: ChoiceScript = new Map()): string[] {
  return [...choices].map(([choice, option]) => `with ${choice} = ${option}`);
}

function failureLines(outcome: CaseOutcome, withStack: boolean): string[] {
  if ("divergence" in outcome) return divergenceLines(outcome.divergence);
  return "message" in outcome ? messageLines(outcome, withStack) : [];
}

function messageLines({ message, stack }: { message: string; stack?: string }, withStack: boolean): string[] {
  return (withStack && stack !== undefined ? stack : message).split("\n");
}

function divergenceLines(divergence: Divergence): string[] {
  switch (divergence.kind) {
    case "crash":
      return [`expected ${divergence.expected ?? "no crash"}`, `got      ${divergence.got ?? "no crash"}`];
    case "event":
      return [`expected ${describeEvent(divergence.expected)}`, `got      ${describeEvent(divergence.got)}`];
    case "data":
      return divergence.differences
        .slice(0, shownDifferences)
        .map((difference) => differenceLine(difference, divergence));
  }
}

function differenceLine({ path, expected, got }: Difference, { t, object }: { t: number; object: string }): string {
  const [part, ...rest] = path;
  const place = part === "nodes" && rest.length > 0 ? rest.join(".") : path.join(".");
  const where = place.startsWith(object) ? `t=${t}` : `t=${t} in ${object}`;
  return `${place}: expected ${describeValue(expected)}, got ${describeValue(got)} at ${where}`;
}

const shownDifferences = 12;
const longestValue = 400;

function describeValue(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > longestValue ? `${text.slice(0, longestValue)}...` : text;
}

const shownNodes = 8;

function describeEvent(event: StatusEvent | undefined): string {
  if (event === undefined) return "no further event";
  const { workflow, nodes = {}, removed = [] } = event.data;
  const changes = [
    ...Object.entries(nodes).map(([name, { phase }]) => `${name} ${phase}`),
    ...removed.map((name) => `${name} removed`),
  ];
  const more = changes.length > shownNodes ? [`${changes.length - shownNodes} more`] : [];
  const shown = [`workflow ${workflow.phase || "new"}`, ...changes.slice(0, shownNodes), ...more];
  return `t=${event.t} ${event.object}: ${shown.join(", ")}`;
}

/** Failed cases by what kind of failure they are, the most frequent first, each with a few of its cases. */
export function groupedDifferences(results: Iterable<CaseResult>, examples = 3): string[] {
  const groups = new Map<string, CaseResult[]>();
  for (const result of results) {
    const signature = signatureOf(result.outcome);
    if (signature === undefined) continue;
    const group = groups.get(signature);
    if (group === undefined) groups.set(signature, [result]);
    else group.push(result);
  }
  const sorted = [...groups].sort(([, left], [, right]) => right.length - left.length);
  return sorted.flatMap(([signature, group]) => [
    `${String(group.length).padStart(5)}  ${signature}`,
    `       ${group
      .slice(0, examples)
      .map(({ profile, name, engine }) => `${profile}/${name} ${engine}`)
      .join(", ")}`,
  ]);
}
