import { GoTime } from "../../expression/go/time.ts";
import type { ObjectMeta, WorkflowSpec } from "../../manifest/types.ts";
import type { Release } from "../../releases/release.ts";
import type { CronWorkflowObject } from "../model/cron-workflow-object.ts";
import { parseSchedule } from "./parse-schedule.ts";
import { schedulesOf } from "./schedules-of-cron-workflow.ts";
import { workflowOutsideOfSchedule } from "./submitted-workflow.ts";

/** What `argo cron backfill` is told. Times are milliseconds since 1970. */
export interface BackfillOptions {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly now: number;
  /** Whether the workflows may run at the same time. */
  readonly parallel?: boolean;
  /** Argument of the workflows that takes the time when each was due. */
  readonly argumentName?: string;
}

/** A workflow to submit, for which the API server makes a name. */
export interface BackfillWorkflow {
  readonly metadata: Partial<ObjectMeta> & { readonly generateName: string; readonly namespace: string };
  readonly spec: WorkflowSpec;
}

export type Backfill =
  | { readonly ok: true; readonly workflows: readonly BackfillWorkflow[] }
  /** The text that the user sees. */
  | { readonly ok: false; readonly error: string };

const mostRunsOfWorkflow = 1000;
const longestPrefix = 242;
const highestPriority = 2 ** 31 - 1;

/**
 * `argo cron backfill`: makes workflows whose pods create one workflow for each time at which a CronWorkflow was due
 * (`backfillCronWorkflow`). Several schedules are not understood, and the time zone is not heeded: so it is upstream.
 */
export function backfill(cronWorkflow: CronWorkflowObject, options: BackfillOptions, release: Release): Backfill {
  if (release.has("argo-cannot-backfill")) return { ok: false, error: 'unknown command "backfill" for "argo cron"' };
  const parsed = parseSchedule(schedulesOf(cronWorkflow.spec, release).join(","));
  if (!parsed.ok) return parsed;
  const times: string[] = [];
  let due = parsed.schedule.next(options.start);
  while (due !== undefined && due <= options.end) {
    times.push(GoTime.fromMilliseconds(due).toString());
    due = parsed.schedule.next(due);
  }
  if (times.length === 0) return { ok: false, error: "There is no suitable scheduling time." };
  const manifest = manifestOfRun(cronWorkflow, options);
  const workflows = Array.from({ length: Math.floor(times.length / mostRunsOfWorkflow) + 1 }, (_, index) => {
    const part = times.slice(index * mostRunsOfWorkflow, (index + 1) * mostRunsOfWorkflow);
    return creatorOf(cronWorkflow, manifest, part);
  });
  return { ok: true, workflows };
}

/** The workflow that each pod creates; JSON is YAML, too. */
function manifestOfRun(cronWorkflow: CronWorkflowObject, options: BackfillOptions): string {
  const { metadata, spec } = workflowOutsideOfSchedule(cronWorkflow, options.now);
  const { name, parallel, argumentName = "cronScheduleTime" } = options;
  const prefix = `${cronWorkflow.metadata.name}-backfill-${name.toLowerCase()}`.slice(0, longestPrefix);
  const scheduleTime = { name: argumentName, value: "{{inputs.parameters.backfillscheduletime}}" };
  return JSON.stringify({
    apiVersion: "argoproj.io/v1alpha1",
    kind: "Workflow",
    metadata: { ...metadata, generateName: `${prefix}-` },
    spec: {
      ...spec,
      ...(!parallel && { priority: highestPriority, synchronization: { mutexes: [{ name }] } }),
      arguments: { ...spec.arguments, parameters: [...(spec.arguments?.parameters ?? []), scheduleTime] },
    },
  });
}

/** The workflow that creates the others. */
function creatorOf({ metadata }: CronWorkflowObject, manifest: string, times: readonly string[]): BackfillWorkflow {
  const parameter = "backfillscheduletime";
  const template = "create-workflow";
  return {
    metadata: {
      generateName: "backfill-wf-",
      namespace: metadata.namespace,
      labels: { "workflows.argoproj.io/backfill": metadata.name },
    },
    spec: {
      entrypoint: "main",
      templates: [
        {
          name: "main",
          steps: [
            [
              {
                name: template,
                template,
                arguments: { parameters: [{ name: parameter, value: "{{item}}" }] },
                withParam: JSON.stringify(times),
              },
            ],
          ],
        },
        {
          name: template,
          inputs: { parameters: [{ name: parameter }] },
          resource: { action: "create", successCondition: "status.phase == Succeeded", manifest },
        },
      ],
    },
  };
}
