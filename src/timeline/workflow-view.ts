import { dictionary } from "../../sim/dictionary.ts";
import type { SynchronizationStatus, WorkflowObject } from "../engine/model/workflow-object.ts";
import { seconds, type ValuesView, viewValues } from "./node-view.ts";

/** What a timeline shows of a workflow beside its nodes; times in whole seconds, nothing that is empty. */
export interface WorkflowView {
  readonly phase: string;
  readonly progress: string;
  readonly message?: string;
  readonly startedAt?: number;
  readonly finishedAt?: number;
  readonly conditions?: readonly { readonly type: string; readonly status: string; readonly message: string }[];
  /** Whether the executor has reported, by node name; by id where there is no such node. */
  readonly taskResults?: Readonly<Record<string, boolean>>;
  readonly outputs?: ValuesView;
  readonly synchronization?: SynchronizationStatus;
  /** How many volume claims there are. */
  readonly pvcs?: number;
  readonly shutdown?: string;
  readonly suspend?: true;
  /** Value of the label `workflows.argoproj.io/completed`. */
  readonly completedLabel?: string;
}

export const completedLabel = "workflows.argoproj.io/completed";

export function viewWorkflow(workflow: WorkflowObject, nameOf: (id: string) => string): WorkflowView {
  const { spec, status, metadata } = workflow;
  const view: Record<string, unknown> = { phase: status.phase, progress: status.progress ?? "" };
  const put = (name: string, value: unknown) => {
    if (value !== undefined && value !== "") view[name] = value;
  };
  put("message", status.message);
  put("startedAt", seconds(status.startedAt));
  put("finishedAt", seconds(status.finishedAt));
  if (status.conditions?.length) {
    put(
      "conditions",
      status.conditions.map(({ type, status, message }) => ({ type, status, message: message ?? "" })),
    );
  }
  put("taskResults", viewTaskResults(status.taskResultsCompletionStatus, nameOf));
  put("outputs", viewValues(status.outputs));
  put("synchronization", status.synchronization && viewLocks(status.synchronization));
  put("pvcs", status.persistentVolumeClaims?.length);
  put("shutdown", spec.shutdown);
  put("suspend", spec.suspend === true ? true : undefined);
  put("completedLabel", metadata.labels?.[completedLabel]);
  return view as unknown as WorkflowView;
}

function viewTaskResults(
  results: Readonly<Record<string, boolean>> | undefined,
  nameOf: (id: string) => string,
): Readonly<Record<string, boolean>> | undefined {
  const entries = Object.entries(results ?? {});
  return entries.length === 0 ? undefined : dictionary(entries.map(([id, done]) => [nameOf(id), done]));
}

/** Leaves out the lists that are empty, but not what holds them: Argo's serialization does the same. */
function viewLocks({ semaphore, mutex }: SynchronizationStatus): SynchronizationStatus {
  return { ...(semaphore && { semaphore: withoutEmpty(semaphore) }), ...(mutex && { mutex: withoutEmpty(mutex) }) };
}

function withoutEmpty<T extends object>(lists: T): T {
  return Object.fromEntries(Object.entries(lists).filter(([, list]) => list !== undefined && list.length > 0)) as T;
}
