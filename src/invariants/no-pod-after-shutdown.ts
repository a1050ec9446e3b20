import { type Check, type Finding, type Invariant, nothing } from "./invariant.ts";
import type { PodCreation } from "./observation.ts";
import { executedSpec, isUnderExitHandler } from "./workflow-facts.ts";

export const noPodAfterShutdown: Invariant = {
  name: "no-pod-after-shutdown",
  kind: "always",
  why: "Terminate ends everything and stop everything but exit handlers, so neither lets anything else begin.",
  issues: [13016],
  begin,
};

/** Every run of the controller that follows the shutdown knows of it, except the one that was under way. */
function begin(): Check {
  const told = new Set<string>();
  return {
    workflowChanged({ before, after, isRetry }): readonly Finding[] {
      const { name } = after.metadata;
      if (isRetry) told.delete(name);
      else if (before !== undefined && executedSpec(before).shutdown) told.add(name);
      return nothing;
    },
    podCreated: (creation) => (told.has(creation.workflow.metadata.name) ? check(creation) : nothing),
  };
}

function check({ workflow, nodeName, podName }: PodCreation): readonly Finding[] {
  const { shutdown } = executedSpec(workflow);
  if (!shutdown || (shutdown === "Stop" && isUnderExitHandler(workflow, nodeName))) return nothing;
  const message = `the pod ${podName} of ${nodeName} was created after the workflow was told to ${shutdown}`;
  return [{ workflow: workflow.metadata.name, nodes: [nodeName], message }];
}
