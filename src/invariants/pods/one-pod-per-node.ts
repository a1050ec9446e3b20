import { type Check, type Finding, type Invariant, nothing } from "../invariant.ts";

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
    podCreated({ workflow, nodeName, nodeKey, podName }): readonly Finding[] {
      const other = living.get(nodeKey);
      living.set(nodeKey, podName);
      if (other === undefined) return nothing;
      const message = `the pod ${podName} was created for ${nodeName}, which had the pod ${other} already`;
      return [{ workflow: workflow.metadata.name, nodes: [nodeName], message }];
    },
    // A pod that is gone before its node could see its end may be created anew.
    podChanged({ nodeKey, change }): readonly Finding[] {
      if (change.what === "deleted") living.delete(nodeKey);
      return nothing;
    },
  };
}
