import type { NodeInputs, NodeOutputs, NodeStatus } from "../engine/model/node-status.ts";

/** Values that a node takes or gives: parameters by name (`null` before the value is known), artifacts as names. */
export interface ValuesView {
  readonly parameters?: Readonly<Record<string, string | null>>;
  readonly artifacts?: readonly string[];
  readonly result?: string;
  readonly exitCode?: string;
}

/** A node as a timeline shows it: other nodes by name, times in whole seconds, nothing that is empty. */
export type NodeView = Pick<
  NodeStatus,
  | "id"
  | "type"
  | "phase"
  | "templateRef"
  | "daemoned"
  | "nodeFlag"
  | "memoizationStatus"
  | "synchronizationStatus"
  | "taskResultSynced"
  | "failedPodRestarts"
> & {
  readonly displayName?: string;
  readonly templateName?: string;
  readonly message?: string;
  readonly progress?: string;
  readonly boundary?: string;
  readonly startedAt?: number;
  readonly finishedAt?: number;
  readonly children?: readonly string[];
  readonly outboundNodes?: readonly string[];
  readonly inputs?: ValuesView;
  readonly outputs?: ValuesView;
};

/**
 * What is empty is `undefined`: views have one shape, since a long timeline has very many of them.
 *
 * @param nameOf the name of the node with an id; the id itself when there is no such node
 */
export function viewNode(node: NodeStatus, nameOf: (id: string) => string): NodeView {
  return {
    id: node.id,
    type: node.type,
    phase: node.phase,
    displayName: node.displayName || undefined,
    templateName: node.templateName || undefined,
    templateRef: node.templateRef && withoutFalse(node.templateRef),
    message: node.message || undefined,
    progress: node.progress || undefined,
    boundary: node.boundaryID ? nameOf(node.boundaryID) : undefined,
    startedAt: seconds(node.startedAt),
    finishedAt: seconds(node.finishedAt),
    children: names(node.children, nameOf),
    outboundNodes: names(node.outboundNodes, nameOf),
    inputs: viewValues(node.inputs),
    outputs: viewValues(node.outputs),
    daemoned: node.daemoned || undefined,
    nodeFlag: node.nodeFlag && withoutFalse(node.nodeFlag),
    memoizationStatus: node.memoizationStatus,
    synchronizationStatus: node.synchronizationStatus,
    taskResultSynced: node.taskResultSynced,
    failedPodRestarts: node.failedPodRestarts || undefined,
  } as NodeView;
}

/** Whole seconds, rounded down. */
export function seconds(milliseconds: number | undefined): number | undefined {
  return milliseconds === undefined ? undefined : Math.floor(milliseconds / 1000);
}

export function viewValues(values: NodeInputs | NodeOutputs | undefined): ValuesView | undefined {
  if (values === undefined) return undefined;
  const { parameters, artifacts, result, exitCode } = values as NodeOutputs;
  const view: ValuesView = {
    ...(parameters?.length && {
      parameters: Object.fromEntries(parameters.map(({ name, value }) => [name, value ?? null])),
    }),
    ...(artifacts?.length && { artifacts: artifacts.map(({ name }) => name) }),
    ...(result !== undefined && { result }),
    ...(exitCode !== undefined && { exitCode }),
  };
  return Object.keys(view).length === 0 ? undefined : view;
}

function names(ids: readonly string[] | undefined, nameOf: (id: string) => string): readonly string[] | undefined {
  return ids === undefined || ids.length === 0 ? undefined : ids.map(nameOf);
}

function withoutFalse<T extends object>(fields: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== false && value !== undefined),
  ) as Partial<T>;
}
