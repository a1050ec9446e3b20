import { objectKey } from "../cluster/api-server/object-key.ts";
import { defaultNamespace } from "../manifest/load-manifests.ts";
import type { Fact } from "../scenario/expect-schema.ts";
import { matchesGlob, matchesNode } from "../scenario/glob.ts";
import type { NodeView } from "../timeline/node-view.ts";
import type { RunEvent } from "../timeline/run-event.ts";
import type { WorkflowView } from "../timeline/workflow-view.ts";

/** A workflow at one instant. */
export interface WorkflowState {
  readonly namespace: string;
  readonly workflowName: string;
  /** `NAMESPACE/NAME`. */
  readonly key: string;
  readonly workflow: WorkflowView;
  /** All nodes, by name. Holds only until the next moment. */
  readonly nodes: ReadonlyMap<string, NodeView>;
  /** Whether it is gone; the rest tells how it was then. */
  readonly isDeleted: boolean;
}

/** A workflow right after its status has changed, or after it was deleted. */
export interface Moment extends WorkflowState {
  /** Virtual milliseconds. */
  readonly t: number;
  /** Which of the run's changes it is. */
  readonly index: number;
  /** The nodes that the change is about, by name. */
  readonly changed: Readonly<Record<string, NodeView>>;
}

/** The states that a run went through, one for each change of a workflow. */
export function* moments(events: Iterable<RunEvent>): Generator<Moment> {
  const states = new Map<string, WorkflowState & { readonly nodes: Map<string, NodeView> }>();
  let index = 0;
  for (const { t, kind, namespace = defaultNamespace, object: workflowName, data } of events) {
    const key = objectKey(namespace, workflowName);
    const before = states.get(key);
    if (kind === "workflow" && before !== undefined) {
      states.delete(key);
      yield { t, index: index++, changed: {}, ...before, isDeleted: true };
    }
    if (kind !== "status") continue;
    const { workflow, nodes: changed = {}, removed = [] } = data;
    const nodes = before?.nodes ?? new Map<string, NodeView>();
    for (const name of removed) nodes.delete(name);
    for (const [name, node] of Object.entries(changed)) nodes.set(name, node);
    const state = { namespace, workflowName, key, workflow, nodes, isDeleted: false };
    states.set(key, state);
    yield { t, index: index++, changed, ...state };
  }
}

/** Whether a pattern of a scenario means an object: by its name, or by `NAMESPACE/NAME`. */
export function meansObject(pattern: string, namespace: string, name: string): boolean {
  return matchesGlob(pattern, name) || matchesGlob(pattern, objectKey(namespace, name));
}

/** A pattern of nodes without the namespace that it may begin with. */
export function nodePatternIn(namespace: string, pattern: string): string {
  return pattern.startsWith(`${namespace}/`) ? pattern.slice(namespace.length + 1) : pattern;
}

/** Nodes of a namespace that a pattern of a scenario means. */
export function* nodesLike(
  given: string,
  namespace: string,
  nodes: Iterable<readonly [string, NodeView]>,
): Generator<readonly [string, NodeView]> {
  const pattern = nodePatternIn(namespace, given);
  for (const entry of nodes) {
    const [name, { displayName = "" }] = entry;
    if (matchesNode(pattern, { name, displayName })) yield entry;
  }
}

/** Of how many nodes of a workflow a fact is true, or 1 if it is true of the workflow and speaks of no node. */
export function countOf(fact: Fact, { namespace, workflowName, workflow, nodes, isDeleted }: WorkflowState): number {
  if (fact.of !== undefined && !meansObject(fact.of, namespace, workflowName)) return 0;
  if ((fact.deleted ?? false) !== isDeleted) return 0;
  if (fact.workflow !== undefined && workflow.phase !== fact.workflow) return 0;
  const { node, phase, message } = fact;
  if (node === undefined && phase === undefined) return isLike(message, workflow) ? 1 : 0;
  let count = 0;
  for (const [, found] of nodesLike(node ?? "*", namespace, nodes)) {
    if ((phase === undefined || found.phase === phase) && isLike(message, found)) count++;
  }
  return count;
}

function isLike(pattern: string | undefined, { message = "" }: { readonly message?: string }): boolean {
  return pattern === undefined || matchesGlob(pattern, message);
}

/** A fact in words. */
export function describeFact({ of, workflow, node, phase, message, deleted, atLeast }: Fact): string {
  const speaksOfNodes = node !== undefined || phase !== undefined;
  const subject = of === undefined ? "the workflow" : `workflow ${of}`;
  const parts = [
    ...(workflow === undefined ? [] : [`${subject} is ${workflow}`]),
    ...(deleted === true ? [`${subject} is deleted`] : []),
    ...(speaksOfNodes ? [`a node ${node ?? "*"} is ${phase ?? "there"}`] : []),
    ...(message === undefined ? [] : [`the message is "${message}"`]),
  ];
  const noun = speaksOfNodes ? "nodes" : "workflows";
  return `${parts.join(" and ") || `${subject} is there`}${atLeast > 1 ? ` (${atLeast} ${noun} at once)` : ""}`;
}
