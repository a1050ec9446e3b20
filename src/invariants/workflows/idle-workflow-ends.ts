import type { NodeStatus } from "../../engine/model/node-status.ts";
import type { WorkflowObject } from "../../engine/model/workflow-object.ts";
import { type Check, type Finding, type Invariant, nothing } from "../invariant.ts";
import { isEnd } from "../observation.ts";
import { about, describeNode, executedSpec, hasEnded, isFinished, nodeKeyOf } from "./workflow-facts.ts";

/** The controller looks at every workflow each 20 minutes; what it left alone for longer it leaves alone for ever. */
const idleFor = 25 * 60_000;

export const idleWorkflowEnds: Invariant = {
  name: "idle-workflow-ends",
  kind: "eventually",
  why: "A workflow that waits for nothing (no pod, timer, lock or user) and yet is not done hangs for ever.",
  issues: [4927, 12103, 14032, 13211],
  begin,
};

function begin(): Check {
  const livingPods = new Set<string>();
  const lastChange = new Map<string, number>();
  return {
    podCreated({ nodeKey }): readonly Finding[] {
      livingPods.add(nodeKey);
      return nothing;
    },
    podChanged({ nodeKey, change }): readonly Finding[] {
      if (isEnd(change)) livingPods.delete(nodeKey);
      return nothing;
    },
    workflowChanged({ t, after }): readonly Finding[] {
      lastChange.set(nodeKeyOf(after), t);
      return nothing;
    },
    runEnded({ t, reason, workflows }): readonly Finding[] {
      if (reason !== "limit") return nothing;
      const isIdle = (workflow: WorkflowObject) => t - (lastChange.get(nodeKeyOf(workflow)) ?? 0) > idleFor;
      return workflows
        .filter((workflow) => !isFinished(workflow) && isIdle(workflow) && !waits(workflow, livingPods))
        .map(describe);
    },
  };
}

function waits(workflow: WorkflowObject, livingPods: ReadonlySet<string>): boolean {
  // Before it runs, a workflow waits for a lock or for other workflows.
  if (workflow.status.phase !== "Running" || executedSpec(workflow).suspend === true) return true;
  return [...workflow.status.nodes.values()].some(
    (node) => !hasEnded(node) && (livingPods.has(nodeKeyOf(workflow, node.name)) || nodeWaits(node)),
  );
}

function nodeWaits(node: NodeStatus): boolean {
  if (node.type === "Suspend" || node.synchronizationStatus?.waiting) return true;
  return node.type === "HTTP" || node.type === "Plugin" || (node.message ?? "").includes("Backoff");
}

function describe(workflow: WorkflowObject): Finding {
  const unfinished = [...workflow.status.nodes.values()].filter((node) => !hasEnded(node));
  const message = `the workflow is Running, but waits for nothing: ${unfinished.map(describeNode).join(", ") || "every node has ended"}`;
  return { ...about(workflow), nodes: unfinished.map(({ name }) => name), message };
}
