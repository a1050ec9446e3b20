import { type Check, type Finding, type Invariant, nothing } from "../invariant.ts";
import type { PodCreation } from "../observation.ts";
import { about, nodeKeyOf } from "../workflows/workflow-facts.ts";

export const podBelongsToANode: Invariant = {
  name: "pod-belongs-to-a-node",
  kind: "eventually",
  why: "A pod that no node knows of runs unseen, and neither a stop nor the end of the workflow reaches it.",
  issues: [14123],
  begin,
};

function begin(): Check {
  const unknown = new Map<string, PodCreation>();
  return {
    // The controller creates the pod first and stores the node after it.
    podCreated(creation): readonly Finding[] {
      unknown.set(creation.nodeKey, creation);
      return nothing;
    },
    workflowChanged({ after: workflow, changed }): readonly Finding[] {
      if (unknown.size > 0) for (const { after } of changed) unknown.delete(nodeKeyOf(workflow, after.name));
      return nothing;
    },
    runEnded({ workflows }): readonly Finding[] {
      return Array.from(unknown.values(), ({ workflow, nodeName, podName }) => {
        const known = workflows.find((other) => nodeKeyOf(other) === nodeKeyOf(workflow));
        const isKnown = known === undefined || [...known.status.nodes.values()].some(({ name }) => name === nodeName);
        const message = `the pod ${podName} was created, but there is no node ${nodeName}`;
        return isKnown ? undefined : { ...about(workflow), nodes: [nodeName], message };
      }).filter((finding) => finding !== undefined);
    },
  };
}
