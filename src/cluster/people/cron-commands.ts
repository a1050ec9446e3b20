import { backfill } from "../../engine/cron/backfill.ts";
import type { CronWorkflowObject } from "../../engine/model/cron-workflow-object.ts";
import type { Release } from "../../releases/release.ts";
import type { ApiServer } from "../api-server/api-server.ts";
import { named, randomSuffix } from "../api-server/generated-name.ts";
import { newWorkflowStatus } from "./submission.ts";
import type { CronAction } from "./user-action.ts";

/** What the `argo cron` commands need to know beside the cluster. */
export interface CronCommandContext {
  readonly server: ApiServer;
  readonly release: Release;
  /** The wall clock, in milliseconds since 1970. */
  readonly wallClock: () => number;
  /** A number from 0 up to, not including, 1. */
  readonly random: () => number;
}

/** Carries out a command of `argo cron`, and answers with the error that the user sees, if there is one. */
export function performCronAction(action: CronAction, context: CronCommandContext): string | undefined {
  const { server } = context;
  const { namespace, workflow: name } = action;
  switch (action.do) {
    case "cron suspend":
      return setSuspend(server, namespace, name, true);
    case "cron resume":
      return setSuspend(server, namespace, name, false);
    case "cron delete":
      return errorOf(server.cronWorkflows.delete(namespace, name));
    case "cron backfill": {
      const found = server.cronWorkflows.read(namespace, name);
      return found.ok ? submitBackfill(found.value, action.options, context) : found.error.message;
    }
  }
}

function setSuspend(server: ApiServer, namespace: string, name: string, suspend: boolean): string | undefined {
  const change = (cronWorkflow: CronWorkflowObject) =>
    cronWorkflow.spec.suspend === suspend ? cronWorkflow : { ...cronWorkflow, spec: { ...cronWorkflow.spec, suspend } };
  return errorOf(server.cronWorkflows.patch(namespace, name, change));
}

function submitBackfill(
  cronWorkflow: CronWorkflowObject,
  options: Extract<CronAction, { readonly do: "cron backfill" }>["options"],
  { server, release, wallClock, random }: CronCommandContext,
): string | undefined {
  const now = wallClock();
  const complete = { name: randomSuffix(random), end: now, now, ...options };
  const made = backfill(cronWorkflow, complete, release);
  if (!made.ok) return made.error;
  for (const { metadata, spec } of made.workflows) {
    const draft = { metadata: named(metadata, random), spec, status: newWorkflowStatus() };
    const error = errorOf(server.createWorkflow(draft));
    if (error !== undefined) return error;
  }
  return undefined;
}

function errorOf(result: { readonly ok: true } | { readonly ok: false; readonly error: { readonly message: string } }) {
  return result.ok ? undefined : result.error.message;
}
