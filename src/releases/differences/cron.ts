import type { Difference } from "../difference.ts";

/** What CronWorkflows do differently in earlier releases. */
export const cronDifferences: readonly Difference[] = [
  {
    id: "cron-workflow-has-one-schedule",
    pr: 12616,
    title: "a CronWorkflow has one schedule",
    affected: "<3.6.0-rc1",
    doc: "`schedules` is unknown.",
  },
  {
    id: "cron-workflow-accepts-schedule",
    pr: 14189,
    title: "a CronWorkflow may use the field schedule",
    affected: "<4.0.0-rc1",
    doc: "Since v4.0 `schedule` is not read any more. Write `schedules`.",
  },
  {
    id: "cron-workflow-runs-not-counted",
    pr: 12305,
    title: "a CronWorkflow does not count its runs and cannot stop by itself",
    affected: "<3.6.0-rc1",
    doc: "`stopStrategy` and the status fields `phase`, `succeeded` and `failed` are unknown.",
  },
  {
    id: "cron-workflow-ignores-when",
    pr: 13474,
    title: "a CronWorkflow runs whatever its when says",
    affected: "<3.6.0-rc1",
    doc: "`when` is unknown.",
  },
  {
    id: "cron-policy-errors-speak-of-concurrency",
    pr: 13680,
    title: "errors before a run of a CronWorkflow are called concurrency policy errors",
    affected: "<3.6.0-rc2",
    doc: "The condition SubmissionError begins with `Concurrency policy error`, not with `run policy error`.",
  },
  {
    id: "argo-cannot-backfill",
    issue: 2706,
    pr: 13999,
    title: "argo has no command cron backfill",
    affected: "<3.7.0-rc1",
    doc: "The action `cron backfill` is refused.",
  },
  {
    id: "cron-time-zone-not-validated",
    pr: 15732,
    title: "the time zone of a CronWorkflow is not looked at before its schedules",
    affected: "<3.7.12 || >=4.0.0-rc1 <4.0.3",
    doc: "A CronWorkflow with an unknown time zone is valid but never scheduled.",
  },
];
