import { type Check, type Circumstances, type Finding, type Invariant, nothing } from "../invariant.ts";
import type { PodCreation } from "../observation.ts";
import { executedSpec, isUnderExitHandler, nodeKeyOf } from "../workflows/workflow-facts.ts";

export const noPodAfterShutdown: Invariant = {
  name: "no-pod-after-shutdown",
  kind: "always",
  why: "Terminate ends everything and stop everything but exit handlers, so neither lets anything else begin.",
  issues: [13016],
  begin,
};

function begin({ workflowInformerLag }: Circumstances): Check {
  // A controller that learns of changes late cannot be blamed for what it did not know.
  if (workflowInformerLag > 0) return {};
  const toldAt = new Map<string, number>();
  return {
    workflowChanged({ t, after }): readonly Finding[] {
      const key = nodeKeyOf(after);
      if (!executedSpec(after).shutdown) toldAt.delete(key);
      else if (!toldAt.has(key)) toldAt.set(key, t);
      return nothing;
    },
    podCreated(creation): readonly Finding[] {
      // At the instant itself, the controller may have been faster than the user.
      const told = toldAt.get(nodeKeyOf(creation.workflow)) ?? creation.t;
      return creation.t > told ? check(creation) : nothing;
    },
  };
}

function check({ workflow, nodeName, podName }: PodCreation): readonly Finding[] {
  const { shutdown } = executedSpec(workflow);
  if (!shutdown || (shutdown === "Stop" && isUnderExitHandler(workflow, nodeName))) return nothing;
  const message = `the pod ${podName} of ${nodeName} was created after the workflow was told to ${shutdown}`;
  return [{ workflow: workflow.metadata.name, nodes: [nodeName], message }];
}
