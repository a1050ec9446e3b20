import type { Outputs as DeclaredOutputs, Inputs, TemplateRef } from "../../manifest/types.ts";

/** Phase of a node, as in `status.nodes[*].phase`. */
export type NodePhase = "Pending" | "Running" | "Succeeded" | "Skipped" | "Failed" | "Error" | "Omitted";

/** Type of a node, as in `status.nodes[*].type`. */
export type NodeType =
  | "Pod"
  | "Container"
  | "Steps"
  | "StepGroup"
  | "DAG"
  | "TaskGroup"
  | "Retry"
  | "Skipped"
  | "Suspend"
  | "HTTP"
  | "Plugin";

/** How a node came to be: by a lifecycle hook or exit handler, or as an attempt of a retried template. */
export interface NodeFlag {
  readonly hooked?: boolean;
  readonly retried?: boolean;
}

/** Values that a node carries: parameters keep declaration order and have `value` once it is known. */
export type NodeInputs = Inputs;
/** Outputs of a node: those of the template's declaration plus what only a run can tell. */
export type NodeOutputs = DeclaredOutputs & {
  /** Standard output of a script or container, when something refers to it. */
  readonly result?: string;
  /** Exit code of the container `main`, as text. */
  readonly exitCode?: string;
};

export interface MemoizationStatus {
  readonly hit: boolean;
  readonly key: string;
  readonly cacheName: string;
}

export interface NodeSynchronizationStatus {
  /** Name of the lock that the node waits for. */
  readonly waiting?: string;
}

/**
 * One entry of `status.nodes`. Records are immutable: a change makes a new record, so that older versions of a
 * workflow stay readable at no cost. Times are virtual milliseconds; they are whole seconds once stored, because the
 * API server keeps timestamps to the second.
 */
export interface NodeStatus {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly type: NodeType;
  readonly phase: NodePhase;
  readonly templateName?: string;
  readonly templateRef?: TemplateRef;
  readonly templateScope?: string;
  readonly boundaryID?: string;
  readonly message?: string;
  readonly startedAt?: number;
  readonly finishedAt?: number;
  readonly progress?: string;
  readonly inputs?: NodeInputs;
  readonly outputs?: NodeOutputs;
  readonly children?: readonly string[];
  readonly outboundNodes?: readonly string[];
  readonly daemoned?: boolean;
  readonly podIP?: string;
  /** The host that the pod runs on. */
  readonly hostNodeName?: string;
  readonly nodeFlag?: NodeFlag;
  readonly memoizationStatus?: MemoizationStatus;
  readonly synchronizationStatus?: NodeSynchronizationStatus;
  /** Whether the executor has reported; absent for nodes that report nothing. */
  readonly taskResultSynced?: boolean;
  readonly failedPodRestarts?: number;
  readonly restartingPodUID?: string;
}

/**
 * The start of a new record. All records are copies of this one, and so have the same fields in the same order, those
 * without a value being `undefined`: to read and copy records is most of what a reconcile does, and costs a multiple
 * where their shapes differ.
 */
export const blankNode = {
  id: "",
  name: "",
  displayName: "",
  type: undefined,
  phase: undefined,
  templateName: undefined,
  templateRef: undefined,
  templateScope: undefined,
  boundaryID: undefined,
  message: undefined,
  startedAt: undefined,
  finishedAt: undefined,
  progress: undefined,
  inputs: undefined,
  outputs: undefined,
  children: undefined,
  outboundNodes: undefined,
  daemoned: undefined,
  podIP: undefined,
  hostNodeName: undefined,
  nodeFlag: undefined,
  memoizationStatus: undefined,
  synchronizationStatus: undefined,
  taskResultSynced: undefined,
  failedPodRestarts: undefined,
  restartingPodUID: undefined,
} satisfies Record<keyof NodeStatus, unknown> as unknown as Partial<NodeStatus>;

/** The record with no value for some fields; all records have them, so that it keeps their shape. */
export function withoutFields(node: NodeStatus, ...fields: readonly (keyof NodeStatus)[]): NodeStatus {
  const copy: { -readonly [Field in keyof NodeStatus]: NodeStatus[Field] | undefined } = { ...node };
  for (const field of fields) copy[field] = undefined;
  return copy as NodeStatus;
}
