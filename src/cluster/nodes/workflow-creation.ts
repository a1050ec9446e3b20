import { second } from "../../../sim/time.ts";
import type { Pod } from "../../engine/model/pod.ts";
import type { WorkflowObject } from "../../engine/model/workflow-object.ts";
import { SizeLimitExceeded } from "../../expression/size-limit.ts";
import { type LoadedObject, loadManifests } from "../../manifest/load-manifests.ts";
import type { JsonValue } from "../../manifest/types.ts";
import type { ApiServer } from "../api-server/api-server.ts";
import { named } from "../api-server/generated-name.ts";
import { objectKey } from "../api-server/object-key.ts";
import { eventPriority } from "../event-priority.ts";
import { newWorkflowStatus } from "../people/submission.ts";
import type { Timer, WorldEvents } from "../world-events.ts";
import { meetsAll, meetsAny, parseCondition, type ResourceCondition } from "./resource-condition.ts";

/** How often the executor looks at what it created (`RESOURCE_STATE_CHECK_INTERVAL`). */
const checkInterval = 5 * second;

/** More workflows than this are a recursion without end. */
const mostWorkflows = 5_000;

/** Exit code of an executor that gives up. */
export const executorFailure = 64;

/** What came of a pod's work: the message is that of its end. */
export type WorkOutcome = { readonly ok: true } | { readonly ok: false; readonly message: string };

/** A pod that waits until the workflow that it created is as its template wants it. */
interface Waiting {
  readonly succeeded: ResourceCondition;
  readonly failed: ResourceCondition;
  readonly begin: number;
  readonly end: (outcome: WorkOutcome) => void;
  check: Timer | undefined;
}

/**
 * The work of pods whose resource template creates a Workflow (`argoexec resource create`): they create it, and end
 * when it meets the template's conditions.
 */
export class WorkflowCreation {
  readonly #events: WorldEvents;
  readonly #server: ApiServer;
  readonly #random: () => number;
  readonly #waiting = new Map<string, Set<Waiting>>();
  #count = 0;

  /** @param random a number from 0 up to, not including, 1 */
  constructor(events: WorldEvents, server: ApiServer, random: () => number) {
    this.#events = events;
    this.#server = server;
    this.#random = random;
    server.workflows.watch(({ object, type }) => {
      if (type !== "added") this.#changed(objectKey(object.metadata.namespace, object.metadata.name));
    });
  }

  /**
   * Does the work of a pod that has just started.
   *
   * @param end called once the work is done, later than now
   * @returns `later` with a way to give up, or what came of it at once
   */
  begin(
    pod: Pod,
    workflow: WorkflowToCreate,
    end: Waiting["end"],
  ): WorkOutcome | { readonly later: true; readonly stop: () => void } {
    const { successCondition = "", failureCondition = "" } = pod.spec.template.resource ?? {};
    const created = this.#create(pod, workflow);
    if (!created.ok) return created;
    if (successCondition === "" && failureCondition === "") return { ok: true };
    const succeeded = parseCondition(successCondition);
    if (!succeeded.ok) return unreadable("success", successCondition, succeeded.error);
    const failed = parseCondition(failureCondition);
    if (!failed.ok) return unreadable("fail", failureCondition, failed.error);
    const waiting: Waiting = {
      succeeded: succeeded.condition,
      failed: failed.condition,
      begin: this.#events.now,
      end,
      check: undefined,
    };
    const outcome = outcomeOf(waiting, created.workflow);
    if (outcome !== undefined) return outcome;
    const key = objectKey(created.workflow.metadata.namespace, created.workflow.metadata.name);
    const ofWorkflow = this.#waiting.get(key) ?? new Set();
    this.#waiting.set(key, ofWorkflow.add(waiting));
    return { later: true, stop: () => this.#stop(key, waiting) };
  }

  #create(pod: Pod, { value, written }: WorkflowToCreate) {
    if (++this.#count > mostWorkflows) {
      throw new SizeLimitExceeded(`pods have created more than ${mostWorkflows} workflows`);
    }
    const { name: _, ...given } = value.metadata;
    const metadata = { ...given, namespace: pod.metadata.namespace, ...written };
    const draft = { metadata: named(metadata, this.#random), spec: value.spec, status: newWorkflowStatus() };
    const created = this.#server.createWorkflow(draft);
    if (created.ok) return { ok: true, workflow: created.value } as const;
    const { reason, message } = created.error;
    const told = `Error from server (${reason}): error when creating "/tmp/manifest.yaml": ${message}`;
    return { ok: false, message: `no more retries ${told}` } as const;
  }

  /** Each pod that waits for this workflow sees the change when it looks next. */
  #changed(key: string): void {
    for (const waiting of this.#waiting.get(key) ?? []) {
      if (waiting.check !== undefined) continue;
      const rounds = Math.floor((this.#events.now - waiting.begin) / checkInterval) + 1;
      const at = waiting.begin + rounds * checkInterval;
      const check = () => this.#check(key, waiting);
      waiting.check = this.#events.schedule(at, eventPriority.cluster, check, `check ${key}`);
    }
  }

  #check(key: string, waiting: Waiting): void {
    waiting.check = undefined;
    const [namespace = "", name = ""] = key.split("/");
    const outcome = outcomeOf(waiting, this.#server.workflows.get(namespace, name));
    if (outcome === undefined) return;
    this.#stop(key, waiting);
    waiting.end(outcome);
  }

  #stop(key: string, waiting: Waiting): void {
    waiting.check?.cancel();
    this.#waiting.get(key)?.delete(waiting);
  }
}

/** A Workflow of a manifest. */
export type WorkflowToCreate = Extract<LoadedObject, { readonly kind: "Workflow" }>;

/** The Workflow that a pod's template has it create; undefined when the template does something else. */
export function workflowToCreate({ spec }: Pod): WorkflowToCreate | undefined {
  const { action, manifest } = spec.template.resource ?? {};
  if (action !== "create" || manifest === undefined) return undefined;
  const { objects } = loadManifests([{ path: "manifest", text: manifest }]);
  return objects.find((object) => object.kind === "Workflow");
}

function outcomeOf({ succeeded, failed }: Waiting, workflow: WorkflowObject | undefined): WorkOutcome | undefined {
  if (workflow === undefined) {
    const what = "The resource has been deleted while its status was still being checked";
    return { ok: false, message: `${what}. Will not be retried: the server could not find the requested resource` };
  }
  const json = asJson(workflow);
  if (meetsAny(failed, json)) return { ok: false, message: "failure condition evaluated true" };
  return meetsAll(succeeded, json) ? { ok: true } : undefined;
}

/** What conditions can ask for: the nodes are not among it. */
function asJson({ metadata, spec, status: { nodes: _, ...status } }: WorkflowObject): JsonValue {
  return { kind: "Workflow", metadata, spec, status } as unknown as JsonValue;
}

function unreadable(which: string, condition: string, error: string): WorkOutcome {
  return { ok: false, message: `${which} condition '${condition}' failed to parse: ${error}` };
}
