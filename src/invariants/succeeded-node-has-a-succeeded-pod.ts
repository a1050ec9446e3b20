import { type Check, type Finding, type Invariant, nothing } from "./invariant.ts";
import { templateOf } from "./template-of-node.ts";

export const succeededNodeHasASucceededPod: Invariant = {
  name: "succeeded-node-has-a-succeeded-pod",
  kind: "always",
  why: "A node that succeeds without its pod having done so hides a failure.",
  issues: [15150],
  begin,
};

/** How a pod ends whose sidecar was killed once the main container had ended: that is no failure. */
const killed = /^Failed exit (137|143)$/;

function begin(): Check {
  const failures = new Map<string, string>();
  return {
    podCreated({ nodeName }): readonly Finding[] {
      failures.delete(nodeName);
      return nothing;
    },
    podChanged({ nodeName, what }): readonly Finding[] {
      if (/^(Failed|Evicted)/.test(what)) failures.set(nodeName, what);
      return nothing;
    },
    workflowChanged({ after, changed }): readonly Finding[] {
      const findings: Finding[] = [];
      for (const { before, after: node } of changed) {
        if (node.type !== "Pod" || node.phase !== "Succeeded" || before?.phase === "Succeeded") continue;
        const failure = failures.get(node.name);
        // A daemon succeeds by being killed.
        if (failure === undefined || before?.daemoned === true) continue;
        if (killed.test(failure) && templateOf(after, node)?.sidecars !== undefined) continue;
        const message = `${node.name} is Succeeded, but its pod ended so: ${failure}`;
        findings.push({ workflow: after.metadata.name, nodes: [node.name], message });
      }
      return findings;
    },
  };
}
