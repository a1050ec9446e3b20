import { type Check, type Finding, type Invariant, nothing } from "../invariant.ts";
import { nodeKeyOf } from "../workflows/workflow-facts.ts";

export const skippedNodeDidNothing: Invariant = {
  name: "skipped-node-did-nothing",
  kind: "always",
  why: "Skipped and Omitted mean that a condition kept the work from being done, so there is no pod and there are no outputs.",
  issues: [13210],
  begin,
};

function begin(): Check {
  const withPod = new Set<string>();
  return {
    podCreated({ nodeKey }): readonly Finding[] {
      withPod.add(nodeKey);
      return nothing;
    },
    workflowChanged({ after, changed, removed }): readonly Finding[] {
      for (const { name } of removed) withPod.delete(nodeKeyOf(after, name));
      const findings: Finding[] = [];
      for (const { after: node } of changed) {
        if (node.phase !== "Skipped" && node.phase !== "Omitted") continue;
        if (!withPod.has(nodeKeyOf(after, node.name)) && node.outputs?.result === undefined) continue;
        const message = `${node.name} is ${node.phase}, but a pod was created for it`;
        findings.push({ workflow: after.metadata.name, nodes: [node.name], message });
      }
      return findings;
    },
  };
}
