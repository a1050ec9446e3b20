import { resubmitWorkflow } from "../../argo/resubmit-workflow.ts";
import { resumeWorkflow } from "../../argo/resume-workflow.ts";
import { retryWorkflow } from "../../argo/retry/retry-workflow.ts";
import { setWorkflow } from "../../argo/set-workflow.ts";
import { stopWorkflow } from "../../argo/stop-workflow.ts";
import { suspendWorkflow } from "../../argo/suspend-workflow.ts";
import { terminateWorkflow } from "../../argo/terminate-workflow.ts";
import {
  attemptDelays,
  attemptsExhausted,
  refuse,
  type UserOperationContext,
  type UserOperationResult,
} from "../../argo/user-operation.ts";
import { itself, type OpenOrder } from "../../engine/model/open-order.ts";
import type { Pod } from "../../engine/model/pod.ts";
import type { WorkflowObject } from "../../engine/model/workflow-object.ts";
import type { Journal } from "../../journal/journal.ts";
import { named, type ObjectIdentity } from "../../journal/object-identity.ts";
import type { ApiServer } from "../api-server/api-server.ts";
import { named as withName } from "../api-server/generated-name.ts";
import { objectKey } from "../api-server/object-key.ts";
import type { ControllerDeployment } from "../controller/controller-deployment.ts";
import { eventPriority } from "../event-priority.ts";
import type { Kubelet } from "../nodes/kubelet.ts";
import type { WorldEvents } from "../world-events.ts";
import { performCronAction } from "./cron-commands.ts";
import { applyObject, newWorkflowStatus } from "./submission.ts";
import type { CronAction, PodAction, ResubmitAction, UserAction, WorkflowAction } from "./user-action.ts";

/** The Argo server deletes each pod in a goroutine of its own. */
const podsToDelete: OpenOrder<string> = { what: "pods to delete", nameOf: itself, goes: "any" };

export interface PeopleParts {
  readonly events: WorldEvents;
  readonly server: ApiServer;
  readonly kubelet: Kubelet;
  readonly deployment: ControllerDeployment;
  readonly context: UserOperationContext;
  /** Wall-clock time at virtual time 0, in milliseconds since 1970. */
  readonly epoch: number;
  readonly journal: Journal;
}

/** Those who use the cluster, by `argo` and `kubectl`. */
export class People {
  readonly #parts: PeopleParts;

  constructor(parts: PeopleParts) {
    this.#parts = parts;
  }

  /** @param onRefusal told what the user sees if the action is refused */
  perform(action: UserAction, onRefusal: OnRefusal = () => {}): void {
    const { journal } = this.#parts;
    const target = this.#targetOf(action);
    journal.record("acted", target, { do: action.do, node: "node" in action ? (action.node ?? "") : "" });
    const { cause } = journal;
    const refuse = (message: string) => {
      journal.record("actionRefused", target, { do: action.do, message });
      onRefusal(message);
    };
    journal.writeAs("people", () => this.#perform(action, refuse));
    journal.resume(cause);
  }

  #targetOf({ namespace, workflow: name, ...action }: UserAction): ObjectIdentity {
    const { workflows, cronWorkflows } = this.#parts.server;
    if (action.do === "apply") return named(action.object.kind, namespace, name);
    const store = action.do.startsWith("cron ") ? cronWorkflows : workflows;
    return named(store.kind, namespace, name, store.get(namespace, name)?.metadata.uid);
  }

  #perform(action: UserAction, refuse: OnRefusal): void {
    const { deployment } = this.#parts;
    switch (action.do) {
      case "restartController":
        deployment.restart(action.for);
        return;
      case "deletePod":
      case "evict":
        this.#strikePods(action);
        return;
      case "apply": {
        const applied = applyObject(this.#parts.server, action.object);
        if (!applied.ok) refuse(applied.error.message);
        return;
      }
      case "delete":
        this.#deleteWorkflow(action, refuse);
        return;
      case "resubmit":
        this.#resubmit(action, refuse);
        return;
      case "cron suspend":
      case "cron resume":
      case "cron delete":
      case "cron backfill":
        this.#performCron(action, refuse);
        return;
      default:
        this.#operate(action, 0, refuse);
    }
  }

  #deleteWorkflow(
    { namespace, workflow, force }: Extract<UserAction, { readonly do: "delete" }>,
    refuse: OnRefusal,
  ): void {
    const { workflows } = this.#parts.server;
    if (force === true) workflows.patch(namespace, workflow, withoutFinalizers);
    const deleted = workflows.delete(namespace, workflow);
    if (!deleted.ok) refuse(deleted.error.message);
  }

  #resubmit({ namespace, workflow: name, options }: ResubmitAction, onRefusal: OnRefusal): void {
    const { server, context } = this.#parts;
    const found = server.workflows.read(namespace, name);
    const result = found.ok
      ? resubmitWorkflow(found.value, options, this.#contextIn(namespace))
      : refuse(found.error.message);
    if (!result.ok) {
      onRefusal(result.error);
      return;
    }
    const { metadata, spec, status = newWorkflowStatus() } = result.workflow;
    const created = server.createWorkflow({ metadata: withName(metadata, () => context.random()), spec, status });
    if (!created.ok) onRefusal(created.error.message);
  }

  #performCron(action: CronAction, refuse: OnRefusal): void {
    const { server, context, events, epoch } = this.#parts;
    const { release, random } = context;
    const error = performCronAction(action, { server, release, random, wallClock: () => epoch + events.now });
    if (error !== undefined) refuse(error);
  }

  /** Strikes every pod of the pattern that has not ended. */
  #strikePods({ do: what, namespace, matches }: PodAction): void {
    const { server, kubelet } = this.#parts;
    for (const pod of [...server.pods.list()]) {
      if (pod.metadata.namespace !== namespace || hasEnded(pod) || !matches(asNamed(pod))) continue;
      if (what === "evict") kubelet.evict(pod);
      else server.pods.delete(namespace, pod.metadata.name);
    }
  }

  /** One attempt at changing a workflow; passing refusals and conflicts are tried again, as the Argo server does. */
  #operate(action: WorkflowAction, attempt: number, refuse: OnRefusal): void {
    const { server, events, journal } = this.#parts;
    const { namespace, workflow: name } = action;
    const context = this.#contextIn(namespace);
    const found = server.workflows.read(namespace, name);
    if (!found.ok) {
      refuse(found.error.message);
      return;
    }
    const result = resultOf(action, found.value, context);
    const failure = result.ok ? this.#store(action, result) : result;
    if (failure === undefined) return;
    const delay = attemptDelays[attempt];
    if (failure.tryAgain !== true) refuse(failure.error ?? "");
    else if (delay === undefined) refuse(attemptsExhausted(failure.error));
    else {
      const tryAgain = () => journal.writeAs("people", () => this.#operate(action, attempt + 1, refuse));
      events.schedule(
        events.now + delay,
        eventPriority.people,
        tryAgain,
        `${action.do} ${objectKey(namespace, name)} again`,
      );
    }
  }

  /** What is visited in an open order is named with its namespace. */
  #contextIn(namespace: string): UserOperationContext {
    const { context } = this.#parts;
    return { ...context, order: (order, of, items) => context.order(order, objectKey(namespace, of), items) };
  }

  #store(action: WorkflowAction, result: UserOperationResult & { readonly ok: true }): Failure | undefined {
    const { server } = this.#parts;
    const { namespace, workflow: name } = action;
    const { order } = this.#contextIn(namespace);
    for (const pod of order(podsToDelete, name, result.podsToDelete ?? [])) server.pods.delete(namespace, pod);
    if (isPatch(action)) {
      // A patch is written even if it changes nothing.
      server.workflows.patch(namespace, name, () => ({ ...result.workflow }));
      return undefined;
    }
    if (result.unchanged === true) return undefined;
    const updated = server.updateWorkflow(result.workflow);
    if (updated.ok) return undefined;
    return updated.error.reason === "Conflict" ? { tryAgain: true } : { error: updated.error.message };
  }
}

/** Told the text that a user sees. */
export type OnRefusal = (error: string) => void;

interface Failure {
  readonly error?: string;
  readonly tryAgain?: true;
}

function withoutFinalizers(workflow: WorkflowObject): WorkflowObject {
  const { finalizers: _, ...metadata } = workflow.metadata;
  return { ...workflow, metadata };
}

/** To shut a workflow down is a patch; everything else replaces it. */
function isPatch(action: WorkflowAction): boolean {
  return action.do === "terminate" || (action.do === "stop" && action.node === undefined);
}

/** The agent's pod belongs to no node: only a pattern that takes any name takes it. */
function asNamed(pod: Pod): Pod {
  return pod.spec.component === "agent" ? { ...pod, nodeName: "", displayName: "" } : pod;
}

function hasEnded({ status }: Pod): boolean {
  return status.phase === "Succeeded" || status.phase === "Failed";
}

function resultOf(
  action: WorkflowAction,
  workflow: WorkflowObject,
  context: UserOperationContext,
): UserOperationResult {
  const selected = action.do === "terminate" || action.do === "suspend" ? undefined : action.node;
  const selector = selected === undefined ? {} : { nodeFieldSelector: `displayName=${selected}` };
  switch (action.do) {
    case "terminate":
      return terminateWorkflow(workflow);
    case "stop":
      return stopWorkflow(workflow, { ...selector, ...(action.message && { message: action.message }) }, context);
    case "suspend":
      return suspendWorkflow(workflow);
    case "resume":
      return resumeWorkflow(workflow, selector, context);
    case "set":
      return setWorkflow(workflow, { ...selector, ...action.options }, context);
    case "retry":
      return retryWorkflow(workflow, { ...selector, ...action.options }, context);
  }
}
