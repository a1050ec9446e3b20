import type { NodeStatus } from "../../engine/model/node-status.ts";
import type { WorkflowObject } from "../../engine/model/workflow-object.ts";
import type { DAGTask } from "../../manifest/types.ts";
import type { Finding, Invariant } from "../invariant.ts";
import { invocationOf } from "../nodes/template-of-node.ts";
import type { WorkflowChange } from "../observation.ts";
import { describeNode, hasEnded } from "../workflows/workflow-facts.ts";

export const tasksWaitForTheirDependencies: Invariant = {
  name: "tasks-wait-for-their-dependencies",
  kind: "always",
  why: "A task is written after others because it needs what they did, so it starts once each of them has ended.",
  issues: [11880],
  begin: () => ({ workflowChanged: check }),
};

function check({ after, changed }: WorkflowChange): readonly Finding[] {
  const findings: Finding[] = [];
  for (const { before, after: node } of changed) {
    if (before !== undefined || node.phase === "Omitted") continue;
    const waitedFor = dependenciesOf(invocationOf(after, node));
    const running = waitedFor.flatMap((task) => tasksNamed(after, node, task)).filter(isUnfinished);
    if (running.length === 0) continue;
    const message = `${node.name} started, but ${running.map(describeNode).join(", ")}`;
    findings.push({ workflow: after.metadata.name, nodes: [node.name, ...running.map(({ name }) => name)], message });
  }
  return findings;
}

/** The tasks that `dependencies` or `depends` speaks of. */
function dependenciesOf(invocation: Partial<DAGTask> | undefined): readonly string[] {
  const { dependencies = [], depends = "" } = invocation ?? {};
  const named = Array.from(depends.matchAll(/([\w-]+)(\.\w+)?/g), ([, task = ""]) => task);
  return [...new Set([...dependencies, ...named])];
}

/** The node of another task of the same DAG. */
function tasksNamed({ status }: WorkflowObject, { boundaryID }: NodeStatus, task: string): NodeStatus[] {
  const boundary = status.nodes.get(boundaryID ?? "");
  const name = `${boundary?.name}.${task}`;
  return [...status.nodes.values()].filter((node) => node.name === name);
}

/** A daemon lets others start once it is ready. */
function isUnfinished(node: NodeStatus): boolean {
  return !hasEnded(node) && node.daemoned !== true;
}
