import { type Check, type Finding, type Invariant, nothing } from "../invariant.ts";
import { templateOf } from "../nodes/template-of-node.ts";
import { nodeKeyOf } from "../workflows/workflow-facts.ts";

export const succeededNodeHasASucceededPod: Invariant = {
  name: "succeeded-node-has-a-succeeded-pod",
  kind: "always",
  why: "A node that succeeds without its pod having done so hides a failure.",
  issues: [15150],
  begin,
};

/** How a pod ends whose sidecar was killed once the main container had ended: that is no failure. */
const killed: ReadonlySet<number | undefined> = new Set([137, 143]);

/** How a pod failed. */
interface Failure {
  readonly exitCode?: number;
  readonly text: string;
}

function begin(): Check {
  const failures = new Map<string, Failure>();
  return {
    podCreated({ nodeKey }): readonly Finding[] {
      failures.delete(nodeKey);
      return nothing;
    },
    podChanged({ nodeKey, change }): readonly Finding[] {
      if (change.what === "evicted") failures.set(nodeKey, { text: "Evicted" });
      if (change.what === "ended" && change.phase === "Failed") {
        failures.set(nodeKey, { exitCode: change.exitCode, text: `Failed exit ${change.exitCode}` });
      }
      return nothing;
    },
    workflowChanged({ after, changed }): readonly Finding[] {
      const findings: Finding[] = [];
      for (const { before, after: node } of changed) {
        if (node.type !== "Pod" || node.phase !== "Succeeded" || before?.phase === "Succeeded") continue;
        const failure = failures.get(nodeKeyOf(after, node.name));
        // A daemon succeeds by being killed.
        if (failure === undefined || before?.daemoned === true) continue;
        if (killed.has(failure.exitCode) && templateOf(after, node)?.sidecars !== undefined) continue;
        const message = `${node.name} is Succeeded, but its pod ended so: ${failure.text}`;
        findings.push({ workflow: after.metadata.name, nodes: [node.name], message });
      }
      return findings;
    },
  };
}
