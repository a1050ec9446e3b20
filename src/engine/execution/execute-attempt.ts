import { emitMetricsOfAttempt, emitMetricsOfEnd, emitMetricsOfExecution } from "../metrics/node-metrics.ts";
import { type ExecutionError, otherError } from "../model/errors/execution-error.ts";
import { attemptName } from "../model/node-identity.ts";
import { isDaemoned, isFailedOrError, isFulfilled, nodeDuration } from "../model/node-predicates.ts";
import { type NodeStatus, withoutFields } from "../model/node-status.ts";
import { isPodTemplate } from "../model/template-type.ts";
import type { Execution, PreparedCall } from "../reconcile/execution.ts";
import { addChildNode, attemptsOf } from "../reconcile/nodes/children.ts";
import {
  initializeExecutableNode,
  initializeNodeOrMarkError,
  type NodeOrigin,
} from "../reconcile/nodes/initialize-node.ts";
import { markNodeError, markNodePhase } from "../reconcile/nodes/mark-node-phase.ts";
import { podNameOf } from "../reconcile/nodes/pod-of-node.ts";
import type { Operation } from "../reconcile/operation.ts";
import { retryPolicyOf, retryStrategyOf } from "../reconcile/retry-strategy.ts";
import { substituteParameters } from "../substitution/substitute-parameters.ts";
import { executeByType } from "./execute-by-type.ts";
import { executeTemplate } from "./execute-template.ts";
import { formatSeconds } from "./humanize-duration.ts";
import { isExecuted } from "./is-executed.ts";
import { processNodeRetries } from "./retry-node.ts";
import { retryNodeOrigin } from "./retry-node-origin.ts";

/** Executes the attempt that a retried template has come to, and brings its Retry node up to date. */
export function executeAttempt(
  operation: Operation,
  call: PreparedCall,
  origin: NodeOrigin,
  found: NodeStatus | undefined,
): Execution {
  const strategy = retryStrategyOf(operation, call.template);
  if (strategy === undefined) throw new Error("executeAttempt needs a retry strategy");
  const nodeFlag = { ...call.options.nodeFlag, retried: true };
  const retry = found ?? initializeRetryNode(operation, call, origin);
  const decision = processNodeRetries(operation, retry, strategy);
  if (decision.kind === "error") {
    return { node: markNodeError(operation, call.nodeName, decision.message), error: otherError(decision.message) };
  }
  if (decision.kind === "wait") return { node: retry };
  const attempts = attemptsOf(operation.nodes, decision.node);
  const ended = endRetryNode(operation, call, decision.node, attempts);
  if (ended !== undefined) return { node: ended };
  const last = attempts.at(-1);
  if (last !== undefined && isFulfilled(last)) emitMetricsOfAttempt(operation, call.template, last);
  const attempt = chooseAttempt(operation, call, attempts);
  const { boundaryID, isExitTemplate = false } = call.options;
  const { executionDeadline } = decision;
  const options = { boundaryID, isExitTemplate, nodeFlag, executionDeadline };
  const substituted = substituteParameters(
    call.template,
    operation.globals,
    attemptVariables(operation, call, attempt.name, attempt.number, last),
    operation.valueContext,
  );
  const attemptOrigin = { ...origin, name: attempt.name, nodeFlag };
  if (!substituted.ok) {
    const node = initializeNodeOrMarkError(operation, attempt.node, attemptOrigin, substituted.error);
    return { node, error: otherError(substituted.error) };
  }
  const attemptCall: PreparedCall = { ...call, nodeName: attempt.name, template: substituted.value, options };
  const execution = executeByType(operation, attemptCall, attemptOrigin);
  const finished = finishAttempt(operation, call, attempt.name, execution);
  if (finished.error === undefined && finished.node !== undefined) {
    emitMetricsOfExecution(operation, attemptCall.template, finished.node);
  }
  return finished;
}

function initializeRetryNode(operation: Operation, call: PreparedCall, origin: NodeOrigin): NodeStatus {
  const begin = { type: "Retry", phase: "Running" } as const;
  return initializeExecutableNode(operation, retryNodeOrigin(origin), begin, call.template);
}

/** The Retry node with its last attempt's outputs, when no attempt is left to be made. */
function endRetryNode(
  operation: Operation,
  call: PreparedCall,
  retry: NodeStatus,
  attempts: readonly NodeStatus[],
): NodeStatus | undefined {
  if (!isFulfilled(retry)) return undefined;
  if (!operation.has("daemon-not-retried")) {
    const failedDaemon = isDaemoned(retry) && isFailedOrError(retry.phase);
    if (!operation.nodes.isDoneBelow(retry) && !failedDaemon) return undefined;
  }
  const last = attempts.at(-1);
  let node = retry;
  if (last !== undefined) {
    node = last.outputs === undefined ? withoutFields(retry, "outputs") : { ...retry, outputs: last.outputs };
    operation.nodes.set(node);
  }
  emitMetricsOfEnd(operation, call.template, node);
  operation.controller.synchronization.release(operation, node.id, call.template.synchronization);
  return node;
}

interface Attempt {
  readonly name: string;
  readonly number: number;
  readonly node: NodeStatus | undefined;
}

/** The last attempt while it is unfinished, else a new one. */
function chooseAttempt(operation: Operation, call: PreparedCall, attempts: readonly NodeStatus[]): Attempt {
  const last = attempts.at(-1);
  if (last !== undefined && !isExecuted(operation, last)) {
    return { name: last.name, number: attempts.length - 1, node: last };
  }
  const name = attemptName(call.nodeName, attempts.length);
  addChildNode(operation, call.nodeName, name);
  return { name, number: attempts.length, node: undefined };
}

function attemptVariables(
  operation: Operation,
  call: PreparedCall,
  name: string,
  number: number,
  last: NodeStatus | undefined,
): ReadonlyMap<string, string> {
  const variables = new Map<string, string>();
  const { template } = call;
  if (isPodTemplate(template)) {
    variables.set("pod.name", podNameOf(operation, name, template.name));
  }
  variables.set("retries", String(number));
  if (operation.has("last-retry-variables-in-expression-only")) return variables;
  variables.set("lastRetry.exitCode", last?.outputs?.exitCode ?? "0");
  variables.set("lastRetry.duration", last === undefined ? "0" : formatSeconds(nodeDuration(last)));
  variables.set("lastRetry.status", last?.phase ?? "");
  variables.set("lastRetry.message", last?.message ?? "");
  return variables;
}

/** The node that was executed is the attempt, but for a step group that ends its Steps node with an error. */
function finishAttempt(operation: Operation, call: PreparedCall, name: string, execution: Execution): Execution {
  const { template } = call;
  const { synchronization } = operation.controller;
  let executed = execution.node?.name ?? name;
  if (execution.error !== undefined) {
    const node = markNodeError(operation, name, execution.error.message);
    const strategy = retryStrategyOf(operation, template);
    const policy = strategy === undefined ? "" : retryPolicyOf(strategy);
    if (policy !== "Always" && policy !== "OnError" && policy !== "OnTransientError") {
      synchronization.release(operation, node.id, template.synchronization);
      return { node, error: execution.error };
    }
    executed = name;
  }
  const attempt = operation.nodes.byName(executed);
  if (attempt === undefined) return missing(operation, executed);
  if (isFulfilled(execution.node ?? attempt)) {
    synchronization.release(operation, attempt.id, template.synchronization);
  }
  return followAttempt(operation, call, attempt);
}

function missing(operation: Operation, name: string): Execution {
  const error: ExecutionError = otherError(`no Node found by the name of ${name}`);
  operation.updated = true;
  return { node: undefined, error };
}

/** Carries the end of an attempt to its Retry node at once, which may start the next attempt in this reconcile. */
function followAttempt(operation: Operation, call: PreparedCall, attempt: NodeStatus): Execution {
  let retry = operation.nodes.byName(call.nodeName);
  if (retry !== undefined && !isExecuted(operation, retry) && isExecuted(operation, attempt)) {
    const execution = executeTemplate(operation, call);
    if (execution.error !== undefined) {
      return { node: markNodeError(operation, attempt.name, execution.error.message), error: execution.error };
    }
    retry = execution.node;
  }
  if (!isExecuted(operation, attempt) && isDaemoned(attempt)) {
    retry = { ...markNodePhase(operation, call.nodeName, attempt.phase), daemoned: true };
  }
  return { node: retry };
}
