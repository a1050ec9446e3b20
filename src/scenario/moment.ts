import type { Fact } from "./expect-schema.ts";
import { matchesGlob, matchesNode } from "./glob.ts";
import type { NodeView } from "./node-view.ts";
import type { RunEvent, StatusEvent } from "./run-event.ts";
import type { WorkflowView } from "./workflow-view.ts";

/** A workflow right after its status has changed. */
export interface Moment {
  /** Virtual milliseconds. */
  readonly t: number;
  /** Which of the run's status changes it is. */
  readonly index: number;
  readonly workflowName: string;
  readonly workflow: WorkflowView;
  /** All nodes, by name. Holds only until the next moment. */
  readonly nodes: ReadonlyMap<string, NodeView>;
  /** The change that led here. */
  readonly event: StatusEvent;
}

/** The states that a run went through, one for each status change. */
export function* moments(events: Iterable<RunEvent>): Generator<Moment> {
  const nodesOf = new Map<string, Map<string, NodeView>>();
  let index = 0;
  for (const event of events) {
    if (event.kind !== "status") continue;
    const { t, object, data } = event;
    const nodes = nodesOf.get(object) ?? new Map<string, NodeView>();
    nodesOf.set(object, nodes);
    for (const name of data.removed ?? []) nodes.delete(name);
    for (const [name, node] of Object.entries(data.nodes ?? {})) nodes.set(name, node);
    yield { t, index: index++, workflowName: object, workflow: data.workflow, nodes, event };
  }
}

/** Nodes that a pattern of a scenario means. */
export function* nodesLike(
  pattern: string,
  nodes: Iterable<readonly [string, NodeView]>,
): Generator<readonly [string, NodeView]> {
  for (const entry of nodes) {
    const [name, { displayName = "" }] = entry;
    if (matchesNode(pattern, { name, displayName })) yield entry;
  }
}

/** Whether a fact is true at a moment: of the workflow, and of some node if it speaks of nodes. */
export function isFact({ workflow, node, phase, message }: Fact, moment: Moment): boolean {
  if (workflow !== undefined && moment.workflow.phase !== workflow) return false;
  if (node === undefined && phase === undefined) {
    return message === undefined || matchesGlob(message, moment.workflow.message ?? "");
  }
  for (const [, found] of nodesLike(node ?? "*", moment.nodes)) {
    if (phase !== undefined && found.phase !== phase) continue;
    if (message === undefined || matchesGlob(message, found.message ?? "")) return true;
  }
  return false;
}

/** A fact in words. */
export function describeFact({ workflow, node, phase, message }: Fact): string {
  const parts = [
    ...(workflow === undefined ? [] : [`the workflow is ${workflow}`]),
    ...(node === undefined && phase === undefined ? [] : [`a node ${node ?? "*"} is ${phase ?? "there"}`]),
    ...(message === undefined ? [] : [`the message is "${message}"`]),
  ];
  return parts.join(" and ");
}
