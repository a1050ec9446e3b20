import { type Check, type Finding, type Invariant, nothing } from "./invariant.ts";
import { executedSpec } from "./workflow-facts.ts";

export const suspendedWorkflowCreatesNoPods: Invariant = {
  name: "suspended-workflow-creates-no-pods",
  kind: "always",
  why: "A user suspends a workflow to keep it from beginning anything until it is resumed.",
  issues: [],
  begin,
};

/** Every run of the controller that follows the suspend knows of it, except the one that was under way. */
function begin(): Check {
  const told = new Set<string>();
  return {
    workflowChanged({ before, after }): readonly Finding[] {
      const { name } = after.metadata;
      if (executedSpec(after).suspend !== true) told.delete(name);
      else if (before !== undefined && executedSpec(before).suspend === true) told.add(name);
      return nothing;
    },
    podCreated({ workflow, nodeName, podName }): readonly Finding[] {
      const { name } = workflow.metadata;
      if (!told.has(name)) return nothing;
      const message = `the pod ${podName} of ${nodeName} was created while the workflow was suspended`;
      return [{ workflow: name, nodes: [nodeName], message }];
    },
  };
}
