import type { Release } from "../../releases/release.ts";
import type { CronWorkflowObject, CronWorkflowStatus } from "../model/cron-workflow-object.ts";
import type { WorkflowObject } from "../model/workflow-object.ts";
import { stopped } from "./stopped-cron-workflow.ts";

export type ReconciledRuns =
  | { readonly ok: true; readonly cronWorkflow: CronWorkflowObject; readonly updated: boolean }
  | { readonly ok: false; readonly error: string };

/** Whether there are to be no more runs. */
export type StopTest = (
  cronWorkflow: CronWorkflowObject,
) => { readonly ok: true; readonly value: boolean } | { readonly ok: false; readonly error: string };

/**
 * Takes up runs that are not listed as active, and drops and counts those that have ended (`reconcileActiveWfs`).
 *
 * @param children the workflows that the CronWorkflow owns
 */
export function reconcileRuns(
  before: CronWorkflowObject,
  children: readonly WorkflowObject[],
  isToStop: StopTest,
  release: Release,
): ReconciledRuns {
  const counts = !release.has("cron-workflow-runs-not-counted");
  const listed = [...before.status.active, ...unlistedRuns(before.status, children)];
  let cronWorkflow: CronWorkflowObject = { ...before, status: { ...before.status, active: listed } };
  for (const run of listed) {
    const child = children.find(({ metadata }) => metadata.uid === run.uid);
    if (child !== undefined && !isFulfilled(child)) continue;
    const active = cronWorkflow.status.active.filter(({ uid }) => uid !== run.uid);
    cronWorkflow = { ...cronWorkflow, status: { ...cronWorkflow.status, active } };
    if (child === undefined || !counts) continue;
    cronWorkflow = { ...cronWorkflow, status: counted(cronWorkflow.status, child) };
    const stop = isToStop(cronWorkflow);
    if (!stop.ok) {
      const error = `failed to check CronWorkflow '${before.metadata.name}' stopping condition: ${stop.error}`;
      return { ok: false, error };
    }
    if (stop.value) cronWorkflow = stopped(cronWorkflow);
  }
  const { active } = cronWorkflow.status;
  const updated = listed.length > before.status.active.length || active.length < listed.length;
  return { ok: true, cronWorkflow, updated };
}

function unlistedRuns({ active }: CronWorkflowStatus, children: readonly WorkflowObject[]) {
  return children
    .filter((child) => !isFulfilled(child) && !active.some(({ uid }) => uid === child.metadata.uid))
    .map(({ metadata: { name, namespace, uid } }) => ({ name, namespace, uid }));
}

function isFulfilled({ status: { phase } }: WorkflowObject): boolean {
  return phase === "Succeeded" || phase === "Failed" || phase === "Error";
}

function counted(status: CronWorkflowStatus, child: WorkflowObject): CronWorkflowStatus {
  return child.status.phase === "Succeeded"
    ? { ...status, succeeded: status.succeeded + 1 }
    : { ...status, failed: status.failed + 1 };
}
