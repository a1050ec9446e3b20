import type { NodeStatus } from "../engine/model/node-status.ts";
import type { WorkflowObject } from "../engine/model/workflow-object.ts";

/** A node as `argo get` prints it, with the lines of the tree that lead to it. */
export interface TreeRow {
  readonly prefix: string;
  readonly node: NodeStatus;
}

/** The trees that `argo get` prints: that of the workflow, then that of its exit handler. */
export function treeRows(workflow: WorkflowObject): readonly (readonly TreeRow[])[] {
  const { name } = workflow.metadata;
  const nodes = [...workflow.status.nodes.values()];
  const tree = new Tree(nodes);
  return [name, `${name}.onExit`].flatMap((rootName) => {
    const root = nodes.find((node) => node.name === rootName);
    return root === undefined ? [] : [tree.rowsOf(root)];
  });
}

const drawnTypes: ReadonlySet<string> = new Set([
  "Steps",
  "DAG",
  "StepGroup",
  "Retry",
  "Pod",
  "Skipped",
  "Suspend",
  "HTTP",
  "Plugin",
]);

/** A node that is not drawn itself hands its place to its children; those of a step group share a line with it. */
type Drawing = "drawn" | "hidden" | "hiddenGroup";

function drawingOf(node: NodeStatus): Drawing {
  if (node.type === "StepGroup") return "hiddenGroup";
  const isSingleAttempt = node.type === "Retry" && node.children?.length === 1;
  const isOmitted = node.type === "Skipped" && node.phase === "Omitted";
  return isSingleAttempt || isOmitted ? "hidden" : "drawn";
}

/** Who is drawn below whom: children of step groups and retries below those, all others below their boundary. */
class Tree {
  readonly #children = new Map<string, NodeStatus[]>();

  constructor(nodes: readonly NodeStatus[]) {
    const adopted = new Map<string, string>();
    for (const { id, type, children } of nodes) {
      if (type === "StepGroup" || type === "Retry") for (const child of children ?? []) adopted.set(child, id);
    }
    for (const node of nodes) {
      const parent = adopted.get(node.id) ?? node.boundaryID;
      if (parent === undefined || !drawnTypes.has(node.type)) continue;
      const siblings = this.#children.get(parent);
      if (siblings === undefined) this.#children.set(parent, [node]);
      else siblings.push(node);
    }
    for (const siblings of this.#children.values()) siblings.sort(compareSiblings);
  }

  rowsOf(root: NodeStatus): readonly TreeRow[] {
    const rows: TreeRow[] = [];
    this.#draw(root, " ", " ", rows);
    return rows;
  }

  #draw(node: NodeStatus, prefix: string, childPrefix: string, rows: TreeRow[]): void {
    const drawing = drawingOf(node);
    if (drawing === "drawn") rows.push({ prefix, node });
    const children = this.#children.get(node.id) ?? [];
    for (const [index, child] of children.entries()) {
      const [branch, trunk] = connectors(drawing, index, children.length - 1);
      const start = drawing !== "drawn" && index === 0 ? prefix : childPrefix;
      this.#draw(child, start + branch, childPrefix + trunk, rows);
    }
  }
}

/** What is drawn in front of a child, and in front of what hangs below it. */
function connectors(parent: Drawing, index: number, last: number): readonly [string, string] {
  if (parent === "hidden") return ["", ""];
  if (parent === "hiddenGroup" && last === 0) return ["──", "  "];
  if (parent === "hiddenGroup" && index === 0) return ["┬─", "│ "];
  return index === last ? ["└─", "  "] : ["├─", "│ "];
}

/** By start, then as elements of a loop by index, else by display name. */
function compareSiblings(left: NodeStatus, right: NodeStatus): number {
  const byStart = (left.startedAt ?? 0) - (right.startedAt ?? 0);
  if (byStart !== 0) return byStart;
  const [leftIndex, rightIndex] = [loopIndex(left), loopIndex(right)];
  if (leftIndex !== undefined && rightIndex !== undefined) return leftIndex - rightIndex;
  return left.displayName < right.displayName ? -1 : left.displayName > right.displayName ? 1 : 0;
}

function loopIndex({ displayName }: NodeStatus): number | undefined {
  const index = /\((\d+):/.exec(displayName)?.[1];
  return index === undefined ? undefined : Number(index);
}
