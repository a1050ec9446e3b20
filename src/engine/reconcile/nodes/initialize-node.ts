import { SizeLimitExceeded } from "../../../expression/size-limit.ts";
import type { Template, TemplateReferenceHolder } from "../../../manifest/types.ts";
import { Panic } from "../../model/errors/execution-error.ts";
import { mostNodes } from "../../model/errors/size-limit.ts";
import { displayNameOf } from "../../model/node-identity.ts";
import { isPhaseFulfilled } from "../../model/node-predicates.ts";
import {
  blankNode,
  type MemoizationStatus,
  type NodeFlag,
  type NodePhase,
  type NodeStatus,
  type NodeType,
} from "../../model/node-status.ts";
import { suppliedOutputs } from "../../model/suspend-outputs.ts";
import type { Operation } from "../operation.ts";
import { markNodeError } from "./mark-node-phase.ts";

/** What a node is made from, as the caller knows it. */
export interface NodeOrigin {
  readonly name: string;
  /** Scope of the caller's template context, for example `local/my-workflow`. */
  readonly templateScope: string;
  /** How the caller refers to the template. */
  readonly holder: TemplateReferenceHolder;
  /** Id of the enclosing Steps or DAG node, or `""`. */
  readonly boundaryID: string;
  readonly nodeFlag: NodeFlag | undefined;
}

export interface NodeStart {
  readonly type: NodeType;
  readonly phase: NodePhase;
  readonly message?: string;
  /** Whether the node will wait for the executor's report. */
  readonly awaitsTaskResult?: boolean;
}

/** Creates a node (`initializeNode`). A node that exists already is a bug of the controller, which panics. */
export function initializeNode(operation: Operation, origin: NodeOrigin, start: NodeStart): NodeStatus {
  const id = operation.nodes.id(origin.name);
  if (operation.nodes.get(id) !== undefined) throw new Panic(`node ${origin.name} already initialized`);
  if (operation.nodes.size >= mostNodes) {
    throw new SizeLimitExceeded(`workflow ${operation.metadata.name} needs more than ${mostNodes} nodes`);
  }
  const boundary = operation.nodes.get(origin.boundaryID);
  const { template, templateRef } = origin.holder;
  const reportsTaskResult =
    start.awaitsTaskResult === true &&
    (start.type === "Pod" || start.type === "Container") &&
    !operation.has("task-results-tracked-in-workflow-status");
  const isDone = isPhaseFulfilled({ phase: start.phase });
  const node = {
    ...blankNode,
    id,
    name: origin.name,
    displayName: boundary === undefined ? origin.name : displayNameOf(origin.name, boundary.name),
    type: start.type,
    phase: start.phase,
    templateName: template || undefined,
    templateRef,
    templateScope: origin.templateScope,
    boundaryID: origin.boundaryID || undefined,
    message: start.message || undefined,
    startedAt: operation.now,
    finishedAt: isDone ? operation.now : undefined,
    nodeFlag: origin.nodeFlag,
    taskResultSynced: reportsTaskResult ? true : undefined,
  } as NodeStatus;
  operation.nodes.set(node);
  operation.updated = true;
  return node;
}

/** Creates the node of a template that is about to run, with its inputs (`initializeExecutableNode`). */
export function initializeExecutableNode(
  operation: Operation,
  origin: NodeOrigin,
  start: NodeStart,
  template: Template,
  memoizationStatus?: MemoizationStatus,
): NodeStatus {
  const node = initializeNode(operation, origin, start);
  const { inputs, memoize } = template;
  const hasInputs = (inputs?.parameters?.length ?? 0) > 0 || (inputs?.artifacts?.length ?? 0) > 0;
  const outputs = start.type === "Suspend" ? suppliedOutputs(template, operation.has.bind(operation)) : undefined;
  return operation.updateNode(node, {
    ...(hasInputs && inputs !== undefined ? { inputs } : {}),
    ...(memoizationStatus !== undefined
      ? { memoizationStatus }
      : memoize !== undefined
        ? { memoizationStatus: { hit: false, key: memoize.key, cacheName: memoize.cache?.configMap?.name ?? "" } }
        : {}),
    ...(outputs === undefined ? {} : { outputs }),
  });
}

/** Marks an existing node as Error, or creates one that is (`initializeNodeOrMarkError`). */
export function initializeNodeOrMarkError(
  operation: Operation,
  node: NodeStatus | undefined,
  origin: NodeOrigin,
  message: string,
): NodeStatus {
  if (node !== undefined) return markNodeError(operation, origin.name, message);
  return initializeNode(operation, origin, { type: "Skipped", phase: "Error", message });
}
