import type { Finding, Invariant } from "../invariant.ts";
import type { WorkflowChange } from "../observation.ts";

export const progressStaysInBounds: Invariant = {
  name: "progress-stays-in-bounds",
  kind: "always",
  why: "Progress N/M counts what is done of what is known to be done, so 0 <= N <= M.",
  issues: [],
  begin: () => ({ workflowChanged: check }),
};

function check({ after, changed }: WorkflowChange): readonly Finding[] {
  const workflow = after.metadata.name;
  const findings: Finding[] = [];
  const { progress } = after.status;
  if (!isSound(progress)) findings.push({ workflow, nodes: [], message: `the progress is ${progress}` });
  for (const { after: node } of changed) {
    if (isSound(node.progress)) continue;
    findings.push({ workflow, nodes: [node.name], message: `the progress of ${node.name} is ${node.progress}` });
  }
  return findings;
}

function isSound(progress: string | undefined): boolean {
  if (progress === undefined || progress === "") return true;
  const [, done, total] = /^(\d+)\/(\d+)$/.exec(progress) ?? [];
  return done !== undefined && total !== undefined && Number(done) <= Number(total);
}
