import { formatTime } from "../../sim/time.ts";
import { humanizeDuration } from "../engine/execution/humanize-duration.ts";
import { podName, podNameVersion } from "../engine/model/node-identity.ts";
import { isActiveSuspendNode } from "../engine/model/node-predicates.ts";
import type { NodePhase, NodeStatus } from "../engine/model/node-status.ts";
import type { WorkflowObject } from "../engine/model/workflow-object.ts";
import type { Release } from "../releases/release.ts";
import type { Colors } from "./colors.ts";
import { type TreeRow, treeRows } from "./tree-rows.ts";

export interface TreeOptions {
  /** Virtual milliseconds: what has not ended yet lasts until here. */
  readonly now: number;
  /** The release that the workflow ran on: it decides how pods are named. */
  readonly release: Pick<Release, "has">;
  readonly colors: Colors;
}

/** A workflow as `argo get` prints it; times count from the start of the simulation. */
export function workflowTree(workflow: WorkflowObject, options: TreeOptions): string[] {
  const trees = treeRows(workflow);
  const header = headerOf(workflow, options).map(([label, value]) => `${label.padEnd(20)} ${value}`.trimEnd());
  if (trees[0]?.[0]?.node.name !== workflow.metadata.name) return header;
  const blank = { step: "", glyph: "", cells: ["", "", "", ""] };
  const rows = trees.flatMap((tree, index) => [
    ...(index > 0 ? [blank] : []),
    ...tree.map((row) => tableRow(row, workflow, options)),
  ]);
  return [...header, "", ...renderTable(rows, options.colors)];
}

function headerOf(workflow: WorkflowObject, { now }: TreeOptions): readonly (readonly [string, string])[] {
  const { metadata, spec, status } = workflow;
  const { startedAt, finishedAt } = status;
  const lines: [string, string][] = [
    ["Name:", metadata.name],
    ["Namespace:", metadata.namespace],
    ["Status:", displayedStatus(workflow)],
  ];
  if (status.message) lines.push(["Message:", status.message]);
  if (status.conditions?.length) lines.push(["Conditions:", ""]);
  for (const condition of status.conditions ?? []) {
    lines.push([`${conditionGlyph(condition.type)} ${condition.type}`, condition.message || condition.status]);
  }
  lines.push(["Created:", formatTime(metadata.creationTimestamp)]);
  if (startedAt !== undefined) lines.push(["Started:", formatTime(startedAt)]);
  if (finishedAt !== undefined) lines.push(["Finished:", formatTime(finishedAt)]);
  if (startedAt !== undefined) lines.push(["Duration:", humanizeDuration((finishedAt ?? now) - startedAt)]);
  lines.push(["Progress:", status.progress ?? ""]);
  lines.push(...parameterLines("Parameters:", spec.arguments?.parameters));
  lines.push(...parameterLines("Output Parameters:", status.outputs?.parameters));
  return lines;
}

function parameterLines(
  title: string,
  parameters: readonly { readonly name: string; readonly value?: string }[] = [],
): readonly [string, string][] {
  if (parameters.length === 0) return [];
  const known = parameters.filter(({ value }) => value !== undefined);
  return [[title, ""], ...known.map(({ name, value = "" }): [string, string] => [`  ${name}:`, value])];
}

/** The status as `argo get` and `argo list` show it; a stopped workflow counts as terminated there too. */
function displayedStatus({ spec, status }: WorkflowObject): string {
  if (status.phase === "Running" && spec.suspend) return "Running (Suspended)";
  if (status.phase === "Failed" && spec.shutdown !== undefined) return "Failed (Terminated)";
  return status.phase || "Pending";
}

function conditionGlyph(type: string): string {
  if (type === "MetricsError") return "✖";
  return type === "SpecWarning" ? "⚠" : "";
}

interface TableRow {
  /** What stands before the glyph, and what after it. */
  readonly prefix?: string;
  readonly glyph: string;
  readonly phase?: NodePhase;
  readonly step: string;
  readonly cells: readonly string[];
}

const glyphs: Readonly<Record<NodePhase, string>> = {
  Pending: "◷",
  Running: "●",
  Succeeded: "✔",
  Skipped: "○",
  Failed: "✖",
  Error: "⚠",
  Omitted: "",
};

function tableRow({ prefix, node }: TreeRow, workflow: WorkflowObject, options: TreeOptions): TableRow {
  const glyph = isActiveSuspendNode(node) ? "ǁ" : glyphs[node.phase];
  const template = node.templateRef
    ? `${node.templateRef.name}/${node.templateRef.template}`
    : (node.templateName ?? "");
  const pod =
    node.type === "Pod" ? [podNameOf(node, workflow, options.release), shortDuration(node, options.now)] : ["", ""];
  const cells = [template, ...pod, node.message ?? ""];
  return { prefix, glyph, phase: node.phase, step: node.displayName, cells };
}

function podNameOf(node: NodeStatus, { metadata }: WorkflowObject, release: Pick<Release, "has">): string {
  const template = node.templateRef?.template ?? node.templateName;
  return podName(podNameVersion(metadata.annotations, {}), metadata.name, node.name, template, release);
}

function shortDuration({ startedAt, finishedAt }: NodeStatus, now: number): string {
  if (startedAt === undefined) return "";
  const seconds = Math.floor(((finishedAt ?? now) - startedAt) / 1000);
  if (seconds < 60) return `${seconds}s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m`;
  return seconds < 86_400 ? `${Math.floor(seconds / 3600)}h` : `${Math.floor(seconds / 86_400)}d`;
}

function renderTable(rows: readonly TableRow[], colors: Colors): string[] {
  const stepOf = ({ prefix = "", glyph, step }: TableRow) => (glyph === "" ? step : `${prefix}${glyph} ${step}`);
  const header: TableRow = { glyph: "", step: "STEP", cells: ["TEMPLATE", "PODNAME", "DURATION", "MESSAGE"] };
  const all = [header, ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...all.map(({ cells }) => cells[column]?.length ?? 0)));
  const stepWidth = Math.max(...all.map((row) => stepOf(row).length));
  return all.map((row) => {
    const cells = row.cells.map((cell, column) => cell.padEnd(widths[column] ?? 0));
    const line = [stepOf(row).padEnd(stepWidth), ...cells].join("  ").trimEnd();
    return row.phase === undefined ? line : colorGlyph(line, row.prefix ?? "", row.glyph, row.phase, colors);
  });
}

/** Colours the glyph only after the columns are aligned, because escapes count as characters. */
function colorGlyph(line: string, prefix: string, glyph: string, phase: NodePhase, colors: Colors): string {
  return `${prefix}${colorOf(phase, colors)(glyph)}${line.slice(prefix.length + glyph.length)}`;
}

function colorOf(phase: NodePhase, colors: Colors): (text: string) => string {
  switch (phase) {
    case "Pending":
      return colors.yellow;
    case "Running":
      return colors.cyan;
    case "Succeeded":
      return colors.green;
    case "Failed":
    case "Error":
      return colors.red;
    case "Skipped":
    case "Omitted":
      return String;
  }
}
