import { NamespacedMap } from "../cluster/api-server/namespaced-map.ts";
import type { CronWorkflowObject } from "../engine/model/cron-workflow-object.ts";
import type { WorkflowObject } from "../engine/model/workflow-object.ts";
import type { JournalEvent } from "../journal/journal-event.ts";

/** The workflows of a run as they were stored last, namespace by namespace, in the order of their creation; also those deleted since. */
export function lastWorkflows(journal: Iterable<JournalEvent>): readonly WorkflowObject[] {
  const last = new NamespacedMap<WorkflowObject>();
  for (const { kind, data } of journal) {
    if (kind !== "stored" || data.of !== "Workflow" || data.after === undefined) continue;
    last.set(data.after.metadata.namespace, data.after.metadata.name, data.after);
  }
  return [...last.values()];
}

/** The CronWorkflows, likewise. */
export function lastCronWorkflows(journal: Iterable<JournalEvent>): readonly CronWorkflowObject[] {
  const last = new NamespacedMap<CronWorkflowObject>();
  for (const { kind, data } of journal) {
    if (kind !== "stored" || data.of !== "CronWorkflow" || data.after === undefined) continue;
    last.set(data.after.metadata.namespace, data.after.metadata.name, data.after);
  }
  return [...last.values()];
}
