import { type Check, type Finding, type Invariant, nothing } from "./invariant.ts";

export const onePodPerNode: Invariant = {
  name: "one-pod-per-node",
  kind: "always",
  why: "Two pods for one node do the user's work twice.",
  issues: [15090, 13776],
  begin,
};

function begin(): Check {
  const living = new Map<string, string>();
  return {
    podCreated({ workflow, nodeName, podName }): readonly Finding[] {
      const other = living.get(nodeName);
      living.set(nodeName, podName);
      if (other === undefined) return nothing;
      const message = `the pod ${podName} was created for ${nodeName}, which had the pod ${other} already`;
      return [{ workflow: workflow.metadata.name, nodes: [nodeName], message }];
    },
    // A pod that is gone before its node could see its end may be created anew.
    podChanged({ nodeName, what }): readonly Finding[] {
      if (what === "Deleted") living.delete(nodeName);
      return nothing;
    },
  };
}
