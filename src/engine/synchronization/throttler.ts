import type { ControllerPorts } from "../model/ports.ts";
import type { WorkflowObject } from "../model/workflow-object.ts";
import type { Waiter } from "./waiting-queue.ts";

/** Limits how many workflows the controller works on at once. Keys are `namespace/name`. */
export interface Throttler {
  /** Counts the workflows that run already, when the controller starts. */
  init(workflows: Iterable<WorkflowObject>): void;
  /** Puts a workflow into the queue for admission. */
  add(waiter: Waiter): void;
  /** Whether a workflow may be worked on. */
  admit(key: string): boolean;
  /** Lets another workflow in, because this one is done or gone. */
  remove(key: string): void;
  /** Limits one namespace otherwise than the others; undefined ends that. */
  limitNamespace(namespace: string, limit: number | undefined): void;
}

export interface ThrottlerOptions extends Pick<ControllerPorts, "order"> {
  /** Most workflows that run at once in the whole cluster; 0 is no limit. */
  readonly parallelism: number;
  /** Most workflows that run at once in one namespace; 0 is no limit. */
  readonly namespaceParallelism: number;
  /** Adds a workflow that was let in to the controller's queue. */
  queue(key: string): void;
}

/** The keys of the workflows that run. */
export function runningKeys(workflows: Iterable<WorkflowObject>): readonly string[] {
  return [...workflows]
    .filter(({ status }) => status.phase === "Running")
    .map(({ metadata: { namespace, name } }) => `${namespace}/${name}`);
}

export function namespaceOfKey(key: string): string {
  return key.slice(0, key.indexOf("/"));
}
