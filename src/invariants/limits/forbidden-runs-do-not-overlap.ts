import type { CronWorkflowObject } from "../../engine/model/cron-workflow-object.ts";
import type { WorkflowObject } from "../../engine/model/workflow-object.ts";
import { type Check, type Finding, type Invariant, nothing } from "../invariant.ts";
import { isFinished } from "../workflows/workflow-facts.ts";

/** An unfinished run, and when it was first seen. */
interface RunOfSchedule {
  readonly uid: string;
  readonly name: string;
  readonly since: number;
}

export const forbiddenRunsDoNotOverlap: Invariant = {
  name: "forbidden-runs-do-not-overlap",
  kind: "always",
  why: "A CronWorkflow with the concurrencyPolicy Forbid starts no run while one that it started before goes on.",
  issues: [],
  begin,
};

function begin(): Check {
  const cronWorkflows = new Map<string, CronWorkflowObject>();
  /** Unfinished runs by uid of their CronWorkflow. */
  const runs = new Map<string, readonly RunOfSchedule[]>();
  let controllerStartedAt = Number.NEGATIVE_INFINITY;
  return {
    cronWorkflowChanged({ cronWorkflow }) {
      cronWorkflows.set(cronWorkflow.metadata.uid, cronWorkflow);
      return nothing;
    },
    controllerStarted({ t }) {
      controllerStartedAt = t;
      return nothing;
    },
    workflowDeleted({ workflow }) {
      forget(runs, workflow.metadata.uid);
      return nothing;
    },
    workflowChanged({ t, before, after, isRetry }): readonly Finding[] {
      const cronWorkflow = cronWorkflows.get(scheduledBy(after) ?? "");
      if (cronWorkflow === undefined) return nothing;
      const { uid, name } = cronWorkflow.metadata;
      // A run that a user reopens is one of the user's.
      if (isFinished(after) || isRetry) forget(runs, after.metadata.uid);
      if (before !== undefined || isFinished(after)) return nothing;
      const others = runs.get(uid) ?? [];
      runs.set(uid, [...others, { uid: after.metadata.uid, name: after.metadata.name, since: t }]);
      if (cronWorkflow.spec.concurrencyPolicy !== "Forbid") return nothing;
      // A controller that dies between the submission of a run and its note of it knows of that run only later.
      const overlapping = others.filter(({ since }) => since > controllerStartedAt);
      if (overlapping.length === 0) return nothing;
      const message = `CronWorkflow ${name} starts it while ${overlapping.map((run) => run.name).join(" and ")} goes on`;
      return [{ workflow: after.metadata.name, nodes: [], message }];
    },
  };
}

function forget(runs: Map<string, readonly RunOfSchedule[]>, run: string): void {
  for (const [cronWorkflow, all] of runs) {
    const others = all.filter(({ uid }) => uid !== run);
    if (others.length < all.length) runs.set(cronWorkflow, others);
  }
}

/**
 * The uid of the CronWorkflow whose schedule started this workflow. Those of a backfill and those that people resubmit
 * have the same owner, but are not named after a time.
 */
function scheduledBy({ metadata }: WorkflowObject): string | undefined {
  const owner = metadata.ownerReferences?.find(({ kind }) => kind === "CronWorkflow");
  return owner !== undefined && isNamedAfterTime(metadata.name, owner.name) ? owner.uid : undefined;
}

function isNamedAfterTime(name: string, cronWorkflowName: string): boolean {
  return name.startsWith(`${cronWorkflowName}-`) && /^\d+$/.test(name.slice(cronWorkflowName.length + 1));
}
