import { expect, it } from "vitest";
import { nodesFrom } from "../../../src/engine/model/nodes.ts";
import type { KubernetesApi } from "../../../src/engine/model/ports.ts";
import type { WorkflowObject } from "../../../src/engine/model/workflow-object.ts";
import { reapplyUpdate } from "../../../src/engine/workflow/reapply-update.ts";

function workflow(resourceVersion: number, status: string): WorkflowObject {
  const metadata = { name: "demo", namespace: "default", uid: "uid-demo", resourceVersion, creationTimestamp: 0 };
  const conditions = [{ type: "PodRunning", status, message: "" }];
  return { metadata, spec: {}, status: { phase: "Running", nodes: nodesFrom(), conditions } };
}

/** The status of the condition once a reconcile that read one and wrote another is put onto a third. */
function reapplied({ read, written, stored }: Record<"read" | "written" | "stored", string>): string | undefined {
  const api: Pick<KubernetesApi, "getWorkflow" | "updateWorkflow"> = {
    getWorkflow: () => ({ ok: true, value: workflow(2, stored) }),
    updateWorkflow: (value) => ({ ok: true, value }),
  };
  const release = { has: () => false };
  const answer = reapplyUpdate(api as KubernetesApi, workflow(1, read), workflow(1, written), new Set(), release);
  return answer.ok ? answer.value.status.conditions?.[0]?.status : undefined;
}

it("leaves a list as it is stored when the reconcile wrote what it had read", () => {
  expect(reapplied({ read: "False", written: "False", stored: "True" })).toBe("True");
});

it("replaces a list that the reconcile changed", () => {
  expect(reapplied({ read: "False", written: "True", stored: "Unknown" })).toBe("True");
});
