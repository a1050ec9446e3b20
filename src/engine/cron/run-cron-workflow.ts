import { type CronWorkflowObject, withCondition, withoutCondition } from "../model/cron-workflow-object.ts";
import { nodesFrom } from "../model/nodes.ts";
import { retryRequest } from "../model/retry-request.ts";
import { isWorkflowCompleted } from "../model/workflow-predicates.ts";
import { shutDown } from "../shutdown/shut-down.ts";
import type { CronPorts } from "./cron-ports.ts";
import { evaluateStopStrategy, evaluateWhenOfCronWorkflow } from "./cron-variables.ts";
import { isUsingNewSchedule, withUsedSchedule } from "./schedules-of-cron-workflow.ts";
import { stopped } from "./stopped-cron-workflow.ts";
import { workflowOfRun } from "./submitted-workflow.ts";
import { errorOfCronWorkflow } from "./validate-cron-workflow.ts";

/** What is decided about a run that is due. */
type RunDecision =
  | { readonly kind: "run" }
  | { readonly kind: "skip" }
  | { readonly kind: "error"; readonly message: string };

/**
 * One run of a CronWorkflow: submits its workflow unless something speaks against it (`cronWfOperationCtx.run`).
 *
 * @param dueAt when the run is due, in virtual milliseconds
 * @returns the CronWorkflow to store
 */
export function runCronWorkflow(before: CronWorkflowObject, dueAt: number, ports: CronPorts): CronWorkflowObject {
  const { release } = ports;
  const cronWorkflow = isUsingNewSchedule(before, release) ? withUsedSchedule(before, release) : before;
  const { status } = cronWorkflow;
  const invalid = errorOfCronWorkflow(cronWorkflow, ports.epoch + ports.now(), release, (workflow) =>
    ports.validateWorkflow(workflow),
  );
  if (invalid !== undefined) return { ...cronWorkflow, status: withCondition(status, "SpecError", invalid) };
  const valid = { ...cronWorkflow, status: withoutCondition(status, "SpecError") };
  const stop = stopIfTold(valid, ports);
  if (!stop.ok) {
    const message = `failed to check CronWorkflow '${valid.metadata.name}' stopping condition: ${stop.error}`;
    return { ...valid, status: withCondition(valid.status, "SpecError", message) };
  }
  const decision = decideRun(stop.cronWorkflow, ports);
  if (decision.kind === "error") {
    const prefix = release.has("cron-policy-errors-speak-of-concurrency") ? "Concurrency" : "run";
    return withSubmissionError(stop.cronWorkflow, `${prefix} policy error: ${decision.message}`, ports);
  }
  return decision.kind === "skip" ? stop.cronWorkflow : submitRun(stop.cronWorkflow, dueAt, ports);
}

function evaluationOf(ports: CronPorts) {
  return { now: ports.epoch + ports.now(), random: () => ports.random() };
}

function stopIfTold(cronWorkflow: CronWorkflowObject, ports: CronPorts) {
  if (ports.release.has("cron-workflow-runs-not-counted")) return { ok: true, cronWorkflow } as const;
  const stop = evaluateStopStrategy(cronWorkflow, ports.epoch, evaluationOf(ports));
  if (!stop.ok) return stop;
  return { ok: true, cronWorkflow: stop.value ? stopped(cronWorkflow) : cronWorkflow } as const;
}

/** Whether a run may start now; ends others where the policy is to replace them (`enforceRuntimePolicy`). */
function decideRun(cronWorkflow: CronWorkflowObject, ports: CronPorts): RunDecision {
  const { spec, status } = cronWorkflow;
  if (spec.suspend || status.phase === "Stopped") return { kind: "skip" };
  if (!ports.release.has("cron-workflow-ignores-when")) {
    const wanted = evaluateWhenOfCronWorkflow(cronWorkflow, ports.epoch, evaluationOf(ports));
    if (!wanted.ok) return { kind: "error", message: wanted.error };
    if (!wanted.value) return { kind: "skip" };
  }
  if (status.active.length === 0) return { kind: "run" };
  if (spec.concurrencyPolicy === "Forbid") return { kind: "skip" };
  return spec.concurrencyPolicy === "Replace" ? terminateActive(cronWorkflow, ports) : { kind: "run" };
}

/** Terminates the runs that go on; those that are gone or done are passed over (`terminateOutstandingWorkflows`). */
function terminateActive({ status }: CronWorkflowObject, ports: CronPorts): RunDecision {
  const { api } = ports;
  for (const { name, namespace } of status.active) {
    const found = api.getWorkflow(namespace, name);
    if (!found.ok && found.error.reason === "NotFound") continue;
    if (found.ok && isWorkflowCompleted(found.value.status.phase)) continue;
    const stored = found.ok ? retryRequest(ports, () => api.updateWorkflow(shutDown(found.value, "Terminate"))) : found;
    if (!stored.ok) return { kind: "error", message: `error stopping workflow ${name}: ${stored.error.message}` };
  }
  return { kind: "run" };
}

function submitRun(cronWorkflow: CronWorkflowObject, dueAt: number, ports: CronPorts): CronWorkflowObject {
  const { release } = ports;
  const submitted = workflowOfRun(cronWorkflow, ports.epoch + dueAt);
  const created = retryRequest(ports, () =>
    ports.api.createWorkflow({ ...submitted, status: { phase: "", nodes: nodesFrom() } }),
  );
  if (!created.ok) {
    // The run was submitted before: by another schedule that is due now, or before the controller restarted.
    if (created.error.reason === "AlreadyExists") return cronWorkflow;
    return withSubmissionError(cronWorkflow, `Failed to submit Workflow: ${created.error.message}`, ports);
  }
  const { name, namespace, uid } = created.value.metadata;
  const status = withoutCondition(cronWorkflow.status, "SubmissionError");
  return {
    ...cronWorkflow,
    status: {
      ...status,
      active: [...status.active, { name, namespace, uid }],
      lastScheduledTime: dueAt,
      phase: release.has("cron-workflow-runs-not-counted") ? "" : "Active",
    },
  };
}

function withSubmissionError(cronWorkflow: CronWorkflowObject, message: string, ports: CronPorts): CronWorkflowObject {
  const status = withCondition(cronWorkflow.status, "SubmissionError", message);
  const failed = ports.release.has("cron-workflow-runs-not-counted") ? status.failed : status.failed + 1;
  return { ...cronWorkflow, status: { ...status, failed } };
}
