import { objectKey } from "../cluster/api-server/object-key.ts";
import { defaultNamespace } from "../manifest/load-manifests.ts";
import { referenceOf } from "../play/user-action-of.ts";
import type { FinalCronWorkflow } from "../scenario/expect-schema.ts";
import { matchesGlob } from "../scenario/glob.ts";
import { type CronWorkflowView, timestamp } from "../timeline/cron-workflow-view.ts";
import type { RunEvent } from "../timeline/run-event.ts";
import type { FailedExpectation } from "./failed-expectation.ts";

interface CronWorkflowHistory {
  readonly namespace: string;
  readonly name: string;
  last: CronWorkflowView;
  /** Names of all workflows that it has submitted. */
  readonly runs: Set<string>;
}

/** Which expectations about CronWorkflows a run failed to meet. */
export function* checkCronWorkflows(
  expected: Readonly<Record<string, FinalCronWorkflow>>,
  events: readonly RunEvent[],
): Generator<FailedExpectation> {
  const histories = historiesOf(events);
  for (const [name, final] of Object.entries(expected)) {
    const { namespace, name: meant } = referenceOf(name, [...histories.values()], defaultNamespace);
    const history = histories.get(objectKey(namespace, meant));
    const path = ["cronWorkflows", name];
    if (history === undefined) yield { path, message: `there is no CronWorkflow ${name}` };
    else for (const failure of failuresOf(history, final)) yield { path, message: `CronWorkflow ${name} ${failure}` };
  }
}

function historiesOf(events: readonly RunEvent[]): ReadonlyMap<string, CronWorkflowHistory> {
  const histories = new Map<string, CronWorkflowHistory>();
  for (const event of events) {
    if (event.kind !== "cronStatus") continue;
    const { namespace = defaultNamespace, object: name } = event;
    const key = objectKey(namespace, name);
    const history = histories.get(key) ?? { namespace, name, last: event.data, runs: new Set() };
    histories.set(key, history);
    history.last = event.data;
    for (const name of event.data.active) history.runs.add(name);
  }
  return histories;
}

function* failuresOf({ last, runs }: CronWorkflowHistory, final: FinalCronWorkflow): Generator<string> {
  const { phase, condition, lastScheduledTime } = final;
  if (phase !== undefined && phase !== last.phase) yield `ends ${last.phase || "before it ran"}, not ${phase}`;
  const numbers = { runs: runs.size, active: last.active.length, succeeded: last.succeeded, failed: last.failed };
  for (const field of ["runs", "active", "succeeded", "failed"] as const) {
    const wanted = final[field];
    if (wanted !== undefined && wanted !== numbers[field]) yield `ends with ${field} ${numbers[field]}, not ${wanted}`;
  }
  if (lastScheduledTime !== undefined && timestamp(lastScheduledTime) !== last.lastScheduledTime) {
    yield `was last scheduled for ${last.lastScheduledTime ?? "no time"}, not ${timestamp(lastScheduledTime)}`;
  }
  const messages = (last.conditions ?? []).map(({ type, message }) => `${type}: ${message}`);
  if (condition !== undefined && !messages.some((message) => matchesGlob(condition, message))) {
    yield `has no condition "${condition}"${messages.length === 0 ? "" : ` but "${messages.join('", "')}"`}`;
  }
}
