import { type Check, type Finding, type Invariant, nothing } from "./invariant.ts";

export const podBelongsToANode: Invariant = {
  name: "pod-belongs-to-a-node",
  kind: "eventually",
  why: "A pod that no node knows of runs unseen, and neither a stop nor the end of the workflow reaches it.",
  issues: [14123],
  begin,
};

function begin(): Check {
  const unknown = new Map<string, { readonly workflow: string; readonly podName: string }>();
  return {
    // The controller creates the pod first and stores the node after it.
    podCreated({ workflow, nodeName, podName }): readonly Finding[] {
      unknown.set(nodeName, { workflow: workflow.metadata.name, podName });
      return nothing;
    },
    workflowChanged({ changed }): readonly Finding[] {
      if (unknown.size > 0) for (const { after } of changed) unknown.delete(after.name);
      return nothing;
    },
    runEnded({ workflows }): readonly Finding[] {
      return Array.from(unknown, ([nodeName, { workflow, podName }]) => {
        const known = workflows.find(({ metadata }) => metadata.name === workflow);
        const isKnown = known === undefined || [...known.status.nodes.values()].some(({ name }) => name === nodeName);
        const message = `the pod ${podName} was created, but there is no node ${nodeName}`;
        return isKnown ? undefined : { workflow, nodes: [nodeName], message };
      }).filter((finding) => finding !== undefined);
    },
  };
}
