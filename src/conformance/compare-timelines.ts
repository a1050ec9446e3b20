import { isSameJson } from "../manifest/same-json.ts";
import type { NodeView } from "../timeline/node-view.ts";
import type { RunEvent, StatusEvent } from "../timeline/run-event.ts";
import type { WorkflowView } from "../timeline/workflow-view.ts";
import { findDifferences } from "./difference.ts";
import type { Divergence } from "./divergence.ts";
import type { RecordedTrace } from "./recorded-case.ts";

/**
 * `exact`: every status event is equal, in order. `finalEqual`: the events differ, but what they lead to is equal.
 * `different`: neither.
 */
export type Comparison =
  | { readonly kind: "exact" }
  | { readonly kind: "finalEqual" | "different"; readonly divergence: Divergence };

export interface PlayedTimeline {
  readonly events: readonly RunEvent[];
  /** The last error of the controller, when its process ended. */
  readonly crash?: string | undefined;
}

/** More differences than this in one event tell nothing more. */
const mostDifferences = 100;

/** Compares what was played with what was recorded, up to where the recording goes. */
export function compareTimelines(recorded: RecordedTrace, played: PlayedTimeline): Comparison {
  if (recorded.crash !== undefined || played.crash !== undefined) {
    if (recorded.crash !== undefined && played.crash !== undefined) return { kind: "exact" };
    return {
      kind: "different",
      divergence: { kind: "crash", position: 0, expected: recorded.crash, got: played.crash },
    };
  }
  const end = recorded.truncatedAt ?? Number.POSITIVE_INFINITY;
  const expected = statusEvents(recorded.events ?? [], end);
  const got = statusEvents(played.events, end);
  const divergence = firstDivergence(expected, got);
  if (divergence === undefined) return { kind: "exact" };
  return { kind: isSameJson(fold(expected), fold(got)) ? "finalEqual" : "different", divergence };
}

function statusEvents(events: readonly RunEvent[], end: number): readonly StatusEvent[] {
  return events.filter((event): event is StatusEvent => event.kind === "status" && event.t <= end);
}

function firstDivergence(expected: readonly StatusEvent[], got: readonly StatusEvent[]): Divergence | undefined {
  for (let index = 0; index < Math.max(expected.length, got.length); index++) {
    const [left, right] = [expected[index], got[index]];
    // The recorder leaves out an object that has no name.
    if (left === undefined || right === undefined || left.t !== right.t || (left.object ?? "") !== right.object) {
      return { kind: "event", position: index, expected: left, got: right };
    }
    if (!isSameJson(left.data, right.data)) {
      const differences = findDifferences(left.data, right.data, mostDifferences);
      return { kind: "data", position: index, t: left.t, object: right.object, differences };
    }
  }
  return undefined;
}

/** The state of each workflow after its last status event: the view of the workflow, and its nodes. */
function fold(events: readonly StatusEvent[]): Readonly<Record<string, FoldedWorkflow>> {
  const workflows: Record<string, FoldedWorkflow> = {};
  for (const { object = "", data } of events) {
    const nodes = workflows[object]?.nodes ?? {};
    for (const name of data.removed ?? []) delete nodes[name];
    workflows[object] = { workflow: data.workflow, nodes: Object.assign(nodes, data.nodes) };
  }
  return workflows;
}

interface FoldedWorkflow {
  readonly workflow: WorkflowView;
  readonly nodes: Record<string, NodeView>;
}
