import type { CronWorkflowObject } from "../engine/model/cron-workflow-object.ts";
import type { Pod } from "../engine/model/pod.ts";
import type { ApiError, Notice } from "../engine/model/ports.ts";
import type { StoredMeta, WorkflowObject } from "../engine/model/workflow-object.ts";
import type { NodeIdentity, ObjectIdentity, ObjectKind } from "./object-identity.ts";

/** Something that happened. `kind` tells what `data` holds. */
interface Happening<Kind extends string, Data> {
  readonly kind: Kind;
  /** Its number in the journal, from 1. */
  readonly sequence: number;
  /** Virtual milliseconds. */
  readonly t: number;
  /** Sequence of the event that caused it; undefined for what came from outside, such as what a scenario says. */
  readonly cause: number | undefined;
  readonly object: ObjectIdentity;
  /** The node that it is about, where there is one. */
  readonly node: NodeIdentity | undefined;
  readonly data: Data;
}

/** Who writes to the API server: the controller, people, or everything else in the cluster. */
export type Writer = "controller" | "people" | "cluster";

interface Stored<Of extends ObjectKind, Stored> {
  readonly of: Of;
  /** How an object of the API server has changed. A patch changes it, whatever its version. */
  readonly change: "added" | "modified" | "patched" | "deleted";
  /** Undefined for one that is new. */
  readonly before: Stored | undefined;
  /** Undefined for one that is gone. */
  readonly after: Stored | undefined;
  readonly by: Writer;
}

/** An object of the API server is new, has changed or is gone. */
export type StoredData =
  | Stored<"Workflow", WorkflowObject>
  | Stored<"CronWorkflow", CronWorkflowObject>
  | Stored<"Pod", Pod>
  | Stored<Exclude<ObjectKind, "Workflow" | "CronWorkflow" | "Pod">, { readonly metadata: StoredMeta }>;

/** What becomes of a pod between its creation and its deletion. */
export type PodData =
  | { readonly what: "running" }
  /** It stays Pending; the reason is that of its containers, for example `ImagePullBackOff`. */
  | { readonly what: "stuck"; readonly reason: string }
  | { readonly what: "ended"; readonly phase: "Succeeded" | "Failed"; readonly exitCode: number }
  | { readonly what: "evicted" }
  /** It has run for longer than its `activeDeadlineSeconds`. */
  | { readonly what: "deadlineExceeded" }
  /** Its containers go on after SIGTERM until they are killed. */
  | { readonly what: "signalIgnored" };

/** A request of the controller to the API server, and what it meets on its way. */
export interface RequestData {
  readonly verb: string;
  /** For example `pods`. */
  readonly resource: string;
  /** Name of the node for its pod, else name of the object. */
  readonly title: string;
  readonly fate:
    | { readonly kind: "served" }
    /** A fault of the scenario or a choice, by its name. */
    | { readonly kind: "refused"; readonly fault: string; readonly error: ApiError }
    /** The controller dies before the request is served, or after. */
    | { readonly kind: "dies"; readonly served: boolean };
}

/** What the controller got for a request. */
export type AnswerData = { readonly ok: true } | { readonly ok: false; readonly error: ApiError };

/** A worker of the controller takes an item of its queue. */
export interface ReconcileBeganData {
  readonly queue: string;
  readonly key: string;
  /** Version of the object as the informer shows it; undefined when it shows none. */
  readonly resourceVersion: number | undefined;
  /**
   * Sequences of all `queued` events that it answers to, since a queue holds each key once. That which decided when it
   * begins is its cause, and the others were added before it.
   */
  readonly entries: readonly number[];
}

export interface ReconcileEndedData {
  readonly queue: string;
  readonly key: string;
  readonly outcome: /** The version that it wrote last. */
    | { readonly kind: "wrote"; readonly resourceVersion: number }
    /** What it wanted to write was refused. */
    | { readonly kind: "notWritten"; readonly error: ApiError }
    /** It wrote nothing, and the notices say what it could not go on with. */
    | { readonly kind: "heldUp"; readonly notices: readonly Notice[] }
    | { readonly kind: "nothingToWrite" }
    /** The process ended meanwhile. */
    | { readonly kind: "died" };
}

/** A key was added to a queue of the controller. */
export interface QueuedData {
  readonly queue: string;
  readonly key: string;
  /** When it will be there, in virtual milliseconds: where the key was on its way before, the earlier of both times. */
  readonly due: number;
}

/** An informer of the controller has shown a change. */
export interface DeliveredData {
  /** For example `pod`. */
  readonly informer: string;
  readonly change: "set" | "deleted";
  readonly resourceVersion: number;
  /** How much later than at once it came, in milliseconds. */
  readonly late: number;
}

/** Somebody used the `argo` command, or did something else to the cluster. */
export interface ActedData {
  readonly do: string;
  /** Node, or pattern of nodes, that it was about; empty for the whole workflow. */
  readonly node: string;
}

export interface ActionRefusedData {
  readonly do: string;
  /** What the user saw. */
  readonly message: string;
}

export interface ChoseData {
  readonly kind: string;
  readonly label: string;
  readonly options: readonly string[];
  /** Name of the option. */
  readonly chosen: string;
}

/** What becomes of the process of the controller. */
export type ControllerData =
  | { readonly what: "started" | "stopped" }
  /** It ended by itself; the message is the last that it logged. */
  | { readonly what: "crashed"; readonly message: string };

/** The agent has answered an HTTP or plugin task. */
export interface TaskData {
  readonly phase: string;
}

/** What the controller finds wrong with a CronWorkflow. */
export interface InvalidData {
  readonly message: string;
}

/** Everything that a journal tells. */
export type JournalEvent =
  | Happening<"stored", StoredData>
  | Happening<"pod", PodData>
  | Happening<"task", TaskData>
  | Happening<"acted", ActedData>
  | Happening<"actionRefused", ActionRefusedData>
  | Happening<"controller", ControllerData>
  | Happening<"invalid", InvalidData>
  | Happening<"request", RequestData>
  | Happening<"answered", AnswerData>
  | Happening<"reconcileBegan", ReconcileBeganData>
  | Happening<"reconcileEnded", ReconcileEndedData>
  | Happening<"noticed", Notice>
  | Happening<"queued", QueuedData>
  | Happening<"delivered", DeliveredData>
  | Happening<"chose", ChoseData>;

export type JournalKind = JournalEvent["kind"];

export type JournalEventOf<Kind extends JournalKind> = Extract<JournalEvent, { readonly kind: Kind }>;

/**
 * The kinds that are written only for whoever wants them, because there are very many. A request that is not served is
 * written in any case.
 */
export const detailKinds = [
  ...(["request", "answered", "reconcileBegan", "reconcileEnded", "noticed", "queued", "delivered", "chose"] as const),
] as const satisfies readonly JournalKind[];

export type DetailKind = (typeof detailKinds)[number];
