import { type Check, type Finding, type Invariant, nothing } from "./invariant.ts";

export const succeededNodeHasASucceededPod: Invariant = {
  name: "succeeded-node-has-a-succeeded-pod",
  kind: "always",
  why: "A node that succeeds without its pod having done so hides a failure.",
  issues: [15150],
  begin,
};

function begin(): Check {
  const failed = new Map<string, string>();
  return {
    podCreated({ nodeName }): readonly Finding[] {
      failed.set(nodeName, "had not ended");
      return nothing;
    },
    podChanged({ nodeName, what }): readonly Finding[] {
      if (what.startsWith("Succeeded")) failed.delete(nodeName);
      else if (failed.has(nodeName) && !isSignal(what)) failed.set(nodeName, `ended: ${what}`);
      return nothing;
    },
    workflowChanged({ after, changed }): readonly Finding[] {
      const findings: Finding[] = [];
      for (const { before, after: node } of changed) {
        if (node.type !== "Pod" || node.phase !== "Succeeded" || before?.phase === "Succeeded") continue;
        const fate = failed.get(node.name);
        if (fate === undefined || node.daemoned === true || before?.daemoned === true) continue;
        const message = `${node.name} is Succeeded, but its pod ${fate}`;
        findings.push({ workflow: after.metadata.name, nodes: [node.name], message });
      }
      return findings;
    },
  };
}

function isSignal(what: string): boolean {
  return what === "Running" || what.startsWith("SIGTERM") || what.startsWith("Stuck");
}
