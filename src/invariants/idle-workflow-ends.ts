import type { NodeStatus } from "../engine/model/node-status.ts";
import type { WorkflowObject } from "../engine/model/workflow-object.ts";
import { type Check, type Finding, type Invariant, nothing } from "./invariant.ts";
import { describeNode, executedSpec, hasEnded, isFinished } from "./workflow-facts.ts";

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
    podCreated({ nodeName }): readonly Finding[] {
      livingPods.add(nodeName);
      return nothing;
    },
    podChanged({ nodeName, what }): readonly Finding[] {
      if (/^(Succeeded|Failed|Deleted|Evicted)/.test(what)) livingPods.delete(nodeName);
      return nothing;
    },
    workflowChanged({ t, after }): readonly Finding[] {
      lastChange.set(after.metadata.name, t);
      return nothing;
    },
    runEnded({ t, reason, workflows }): readonly Finding[] {
      if (reason !== "timeLimit") return nothing;
      const isIdle = ({ metadata }: WorkflowObject) => t - (lastChange.get(metadata.name) ?? 0) > idleFor;
      return workflows
        .filter((workflow) => !isFinished(workflow) && isIdle(workflow) && !waits(workflow, livingPods))
        .map(describe);
    },
  };
}

function waits(workflow: WorkflowObject, livingPods: ReadonlySet<string>): boolean {
  // Before it runs, a workflow waits for a lock or for other workflows.
  if (workflow.status.phase !== "Running" || executedSpec(workflow).suspend === true) return true;
  return [...workflow.status.nodes.values()].some((node) => !hasEnded(node) && nodeWaits(node, livingPods));
}

function nodeWaits(node: NodeStatus, livingPods: ReadonlySet<string>): boolean {
  if (livingPods.has(node.name) || node.type === "Suspend" || node.synchronizationStatus?.waiting) return true;
  return node.type === "HTTP" || node.type === "Plugin" || (node.message ?? "").includes("Backoff");
}

function describe(workflow: WorkflowObject): Finding {
  const unfinished = [...workflow.status.nodes.values()].filter((node) => !hasEnded(node));
  const message = `the workflow is Running, but waits for nothing: ${unfinished.map(describeNode).join(", ") || "every node has ended"}`;
  return { workflow: workflow.metadata.name, nodes: unfinished.map(({ name }) => name), message };
}
