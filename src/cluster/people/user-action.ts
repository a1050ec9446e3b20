import type { ResubmitOptions } from "../../argo/resubmit-workflow.ts";
import type { RetryOptions } from "../../argo/retry/retry-workflow.ts";
import type { SetOptions } from "../../argo/set-workflow.ts";
import type { BackfillOptions } from "../../engine/cron/backfill.ts";
import type { Pod } from "../../engine/model/pod.ts";
import type { ApplicableObject } from "./submission.ts";

interface Target {
  readonly namespace: string;
  /** Name of the workflow, or of the CronWorkflow. */
  readonly workflow: string;
}

/** Something that the `argo` command does to one workflow. `node` is a display name. */
export type WorkflowAction = Target &
  (
    | { readonly do: "terminate" }
    | { readonly do: "stop"; readonly node?: string; readonly message?: string }
    | { readonly do: "suspend" }
    | { readonly do: "resume"; readonly node?: string }
    | { readonly do: "set"; readonly node: string; readonly options: Omit<SetOptions, "nodeFieldSelector"> }
    | { readonly do: "retry"; readonly node?: string; readonly options: Omit<RetryOptions, "nodeFieldSelector"> }
  );

/** Makes a new workflow of an old one. */
export type ResubmitAction = Target & { readonly do: "resubmit"; readonly options: ResubmitOptions };

/** Something that the `argo cron` command does to one CronWorkflow. */
export type CronAction = Target &
  (
    | { readonly do: "cron suspend" | "cron resume" | "cron delete" }
    | {
        readonly do: "cron backfill";
        readonly options: Pick<BackfillOptions, "start"> & Partial<Omit<BackfillOptions, "now">>;
      }
  );

/** Something that happens to pods that have not ended, of whichever workflow. */
export type PodAction = Target & {
  readonly do: "deletePod" | "evict";
  /** The pattern, for the timeline. */
  readonly node: string;
  readonly matches: (pod: Pod) => boolean;
};

/** Replaces an object of the cluster, or creates it; `workflow` is its name. */
export type ApplyAction = Target & { readonly do: "apply"; readonly object: ApplicableObject };

/** What people do, with its moment left to whoever schedules it. */
export type UserAction =
  | WorkflowAction
  | PodAction
  | ResubmitAction
  | CronAction
  | ApplyAction
  /** `force` takes finalizers off first. */
  | (Target & { readonly do: "delete"; readonly force?: boolean })
  /** The process ends, and a new one starts after `for` milliseconds. */
  | (Target & { readonly do: "restartController"; readonly for: number });
