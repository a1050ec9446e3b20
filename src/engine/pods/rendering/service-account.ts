import type { Template, WorkflowSpec } from "../../../manifest/types.ts";
import { executorTokenVolume, tokenPath } from "./containers/executor-container.ts";
import { has, type PodInputs } from "./pod-inputs.ts";
import type { ContainerDraft, PodSpecDraft } from "./rendered-pod.ts";

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

/** Earlier releases mount the executor's token where the pod's own is withheld. */
export function shareToken(containers: readonly ContainerDraft[], inputs: PodInputs): void {
  const { template, spec } = inputs;
  const isWithheld = [template, spec].some((level) => level.automountServiceAccountToken === false);
  if (!isWithheld || !has(inputs, "executor-token-in-other-containers")) return;
  for (const { volumeMounts } of containers) {
    volumeMounts.push({ name: executorTokenVolume, mountPath: tokenPath, readOnly: true });
  }
}
