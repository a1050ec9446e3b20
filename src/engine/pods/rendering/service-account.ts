import type { Template, WorkflowSpec } from "../../../manifest/types.ts";
import { executorTokenVolume } from "./executor-container.ts";
import type { PodInputs } from "./pod-inputs.ts";
import type { PodSpecDraft } from "./rendered-pod.ts";

/** The service account that the executor acts as, where it has one of its own (`executorServiceAccountName`). */
export function executorServiceAccount(template: Template, spec: WorkflowSpec): string | undefined {
  return template.executor?.serviceAccountName || spec.executor?.serviceAccountName || undefined;
}

/** Whether tokens are kept from the pod's containers. */
export function withholdsTokens(template: Template, spec: WorkflowSpec): boolean {
  return (template.automountServiceAccountToken ?? spec.automountServiceAccountToken) === false;
}

/** Service account and token (`setupServiceAccount`). */
export function setServiceAccount(spec: PodSpecDraft, { template, spec: workflow, executorToken }: PodInputs): void {
  const serviceAccountName = template.serviceAccountName || workflow.serviceAccountName;
  if (serviceAccountName) spec.serviceAccountName = serviceAccountName;
  if (withholdsTokens(template, workflow)) spec.automountServiceAccountToken = false;
  if (executorToken === undefined) return;
  spec.volumes.push({ name: executorTokenVolume, secret: executorToken === "" ? {} : { secretName: executorToken } });
}
