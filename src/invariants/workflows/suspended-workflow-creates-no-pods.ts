import { type Check, type Circumstances, type Finding, type Invariant, nothing } from "../invariant.ts";
import { executedSpec, nodeKeyOf } from "./workflow-facts.ts";

export const suspendedWorkflowCreatesNoPods: Invariant = {
  name: "suspended-workflow-creates-no-pods",
  kind: "always",
  why: "A user suspends a workflow to keep it from beginning anything until it is resumed.",
  issues: [],
  begin,
};

function begin({ workflowInformerLag }: Circumstances): Check {
  // A controller that learns of changes late cannot be blamed for what it did not know.
  if (workflowInformerLag > 0) return {};
  const toldAt = new Map<string, number>();
  return {
    workflowChanged({ t, after }): readonly Finding[] {
      const key = nodeKeyOf(after);
      if (executedSpec(after).suspend !== true) toldAt.delete(key);
      else if (!toldAt.has(key)) toldAt.set(key, t);
      return nothing;
    },
    podCreated({ t, workflow, nodeName, podName }): readonly Finding[] {
      const { name } = workflow.metadata;
      // At the instant itself, the controller may have been faster than the user.
      if (t <= (toldAt.get(nodeKeyOf(workflow)) ?? t)) return nothing;
      const message = `the pod ${podName} of ${nodeName} was created while the workflow was suspended`;
      return [{ workflow: name, nodes: [nodeName], message }];
    },
  };
}
