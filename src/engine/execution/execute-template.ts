import { SizeLimitExceeded, tooDeep } from "../../expression/size-limit.ts";
import type { Template } from "../../manifest/types.ts";
import { emitMetricsOfExecution, emitMetricsOfKnownNode } from "../metrics/node-metrics.ts";
import { deadlineExceeded, maxDepthExceeded, otherError, parallelismReached } from "../model/errors/execution-error.ts";
import { deepestTemplates, mostExecutions } from "../model/errors/size-limit.ts";
import { isFulfilled } from "../model/node-predicates.ts";
import type { NodeStatus } from "../model/node-status.ts";
import { checkTimeouts } from "../pods/template-timeouts.ts";
import type { Call, Execution, PreparedCall } from "../reconcile/execution.ts";
import { initializeNodeOrMarkError, type NodeOrigin } from "../reconcile/nodes/initialize-node.ts";
import { markNodeError } from "../reconcile/nodes/mark-node-phase.ts";
import type { Operation } from "../reconcile/operation.ts";
import { retryStrategyOf } from "../reconcile/retry-strategy.ts";
import { checkParallelism } from "./check-parallelism.ts";
import { executeAttempt } from "./execute-attempt.ts";
import { executeByType } from "./execute-by-type.ts";
import { isExecuted } from "./is-executed.ts";
import { memoize } from "./memoize.ts";
import { prepareCall } from "./prepare-call.ts";
import { acquireTemplateLock } from "./template-lock.ts";

/** Deepest nesting of templates before the controller takes it for an endless recursion (`maxAllowedStackDepth`). */
const maxStackDepth = 100;

/**
 * Executes a template under a node name: creates the node, goes on with it, or finds it done (`executeTemplate`).
 * Called for every template on every reconcile, so it must do nothing twice.
 */
export function executeTemplate(operation: Operation, call: Call): Execution {
  countExecution(operation);
  try {
    operation.stackDepth++;
    if (operation.stackDepth > deepestTemplates) throw tooDeep("a template", deepestTemplates);
    const execution = execute(operation, call);
    const { node, error } = execution;
    // An execution that failed has nothing left to wait for; the stored record keeps its mark.
    if (error === undefined || node?.taskResultSynced === undefined) return execution;
    return { node: { ...node, taskResultSynced: true }, error };
  } finally {
    operation.stackDepth--;
  }
}

function countExecution(operation: Operation): void {
  operation.executions++;
  const most = mostExecutions(operation.nodes.size);
  if (operation.executions <= most) return;
  throw new SizeLimitExceeded(`one reconcile of ${operation.name} executes more than ${most} templates`);
}

function execute(operation: Operation, call: Call): Execution {
  const origin = originOf(call);
  const node = operation.nodes.byName(call.nodeName);
  if (
    operation.stackDepth >= maxStackDepth &&
    operation.ports.configuration.environment.DISABLE_MAX_RECURSION !== "true"
  ) {
    const error = maxDepthExceeded(operation.ports.release);
    return { node: initializeNodeOrMarkError(operation, node, origin, error.message), error };
  }
  const prepared = prepareCall(operation, call);
  if (!prepared.ok) {
    const failed = initializeNodeOrMarkError(operation, node, origin, prepared.error);
    return { node: failed, error: otherError(prepared.error) };
  }
  return executePrepared(operation, prepared.call, origin, node);
}

/** What a node of this call is made from. */
export function originOf(call: Call): NodeOrigin {
  return {
    name: call.nodeName,
    templateScope: call.context.templateScope,
    holder: call.holder,
    boundaryID: call.options.boundaryID,
    nodeFlag: call.options.nodeFlag,
  };
}

function executePrepared(
  operation: Operation,
  call: PreparedCall,
  origin: NodeOrigin,
  found: NodeStatus | undefined,
): Execution {
  const { template } = call;
  let node = found;
  const refusedDisplayName = applyDisplayName(operation, call, origin, node);
  if (refusedDisplayName !== undefined) return refusedDisplayName;
  if (node !== undefined && isExecuted(operation, node)) return executed(operation, template, node);
  if (operation.now > operation.deadline) {
    operation.notice(call.nodeName, deadlineExceeded.message);
    operation.requeue();
    return { node, error: deadlineExceeded };
  }
  const timedOut = checkTimeouts(operation, call, node);
  if (timedOut !== undefined) return timedOut;
  const parallelism = checkParallelism(operation, template, node, call.options.boundaryID);
  if (parallelism.kind === "reached") {
    operation.notice(call.nodeName, parallelismReached.message);
    return { node, error: parallelismReached };
  }
  if (parallelism.kind === "error") return { node, error: otherError(parallelism.message) };
  let unlocked = false;
  if (template.synchronization !== undefined) {
    const lock = acquireTemplateLock(operation, call, origin, node);
    if (!lock.acquired) return lock.execution;
    node = lock.node;
    unlocked = true;
  }
  if (template.memoize !== undefined && (node === undefined || unlocked)) {
    const memoized = memoize(operation, call, origin, node);
    if (memoized.error !== undefined) return memoized;
    node = memoized.node;
  }
  if (node !== undefined && isExecuted(operation, node)) return executed(operation, template, node);
  if (node !== undefined && node.startedAt === undefined) {
    node = operation.updateNode(node, { startedAt: operation.now });
  }
  if (retryStrategyOf(operation, template) !== undefined) return executeAttempt(operation, call, origin, node);
  return finish(operation, call, executeByType(operation, call, origin));
}

/** A node with nothing left to execute gives its lock back. */
function executed(operation: Operation, template: Template, node: NodeStatus): Execution {
  emitMetricsOfKnownNode(operation, template, node);
  operation.controller.synchronization.release(operation, node.id, template.synchronization);
  return { node };
}

const displayNamePattern = /^[a-zA-Z0-9][a-zA-Z0-9-.]{0,61}[a-zA-Z0-9]$/;

/** Gives an existing node the display name that its template asks for. Does not set `updated`, as upstream has it. */
function applyDisplayName(
  operation: Operation,
  call: PreparedCall,
  origin: NodeOrigin,
  node: NodeStatus | undefined,
): Execution | undefined {
  const displayName = call.template.annotations?.["workflows.argoproj.io/display-name"];
  if (node === undefined || !displayName || operation.has("display-name-annotation-unknown")) return undefined;
  if (!displayNamePattern.test(displayName)) {
    const message = `displayName must match the regex ${displayNamePattern.source}`;
    return { node: initializeNodeOrMarkError(operation, node, origin, message), error: otherError(message) };
  }
  operation.nodes.set({ ...node, displayName });
  return undefined;
}

/** Takes over an error and gives the lock back once the node is done. */
function finish(operation: Operation, call: PreparedCall, execution: Execution): Execution {
  const { template, nodeName } = call;
  const { synchronization } = operation.controller;
  if (execution.error !== undefined) {
    const node = markNodeError(operation, nodeName, execution.error.message);
    synchronization.release(operation, node.id, template.synchronization);
    return { node, error: execution.error };
  }
  const { node } = execution;
  if (node === undefined) return execution;
  if (isFulfilled(node)) synchronization.release(operation, node.id, template.synchronization);
  const stored = operation.nodes.byName(node.name) ?? node;
  emitMetricsOfExecution(operation, template, stored);
  return { node: stored };
}
