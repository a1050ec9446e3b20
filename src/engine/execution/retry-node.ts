import { parseDuration } from "../../expression/go-duration.ts";
import type { RetryStrategy } from "../../manifest/types.ts";
import { isTransientMessage } from "../model/errors/transient-error.ts";
import { isDaemoned, isFailedOrError, isFulfilled, nodeDuration } from "../model/node-predicates.ts";
import { type NodeStatus, withoutFields } from "../model/node-status.ts";
import { attemptsOf } from "../reconcile/nodes/children.ts";
import { markNodePhase } from "../reconcile/nodes/mark-node-phase.ts";
import type { Operation } from "../reconcile/operation.ts";
import { retryPolicyOf } from "../reconcile/retry-strategy.ts";
import { isPastWorkflowDeadline, messageOfShutdown } from "../shutdown/shutdown-strategy.ts";
import { evaluateCondition } from "../substitution/expressions.ts";
import { formatGoTime } from "../variables/timestamps.ts";
import { formatSeconds, humanizeDuration } from "./humanize-duration.ts";
import { isExecuted } from "./is-executed.ts";

/** What a Retry node is to do next (`processNodeRetries`). */
export type RetryDecision =
  | {
      readonly kind: "continue";
      readonly node: NodeStatus;
      /** When the next attempt must have ended, in virtual milliseconds (`maxDuration`). */
      readonly executionDeadline?: number | undefined;
    }
  /** The next attempt waits for its backoff. */
  | { readonly kind: "wait" }
  | { readonly kind: "error"; readonly message: string };

/** Brings a Retry node up to date with its attempts and decides whether another may start. */
export function processNodeRetries(operation: Operation, retry: NodeStatus, strategy: RetryStrategy): RetryDecision {
  if (isExecuted(operation, retry)) return { kind: "continue", node: retry };
  const attempts = attemptsOf(operation.nodes, retry);
  const last = attempts.at(-1);
  if (last === undefined) return { kind: "continue", node: retry };
  if (operation.has("retry-expression-evaluated-first")) {
    const ended = endByExpression(operation, retry, strategy, attempts, last);
    if (ended !== undefined) return ended;
  }
  if (!isExecuted(operation, last)) return { kind: "continue", node: followUnfinishedAttempt(operation, retry, last) };
  if (!isFailedOrError(last.phase)) return { kind: "continue", node: succeed(operation, retry, last) };
  return afterFailure(operation, isDaemoned(last) ? { ...retry, daemoned: true } : retry, strategy, attempts, last);
}

function followUnfinishedAttempt(operation: Operation, retry: NodeStatus, last: NodeStatus): NodeStatus {
  if (!isDaemoned(last)) return retry;
  return { ...markNodePhase(operation, retry.name, last.phase), daemoned: true };
}

function succeed(operation: Operation, retry: NodeStatus, last: NodeStatus): NodeStatus {
  const { outputs } = last;
  operation.nodes.set(outputs === undefined ? withoutFields(retry, "outputs") : { ...retry, outputs });
  return markNodePhase(operation, retry.name, "Succeeded");
}

function afterFailure(
  operation: Operation,
  retry: NodeStatus,
  strategy: RetryStrategy,
  attempts: readonly NodeStatus[],
  last: NodeStatus,
): RetryDecision {
  const end = (message: string): RetryDecision => ({
    kind: "continue",
    node: markNodePhase(operation, retry.name, last.phase, message),
  });
  const shutdown = messageOfShutdown(operation);
  if (shutdown !== undefined) return end(shutdown);
  if (isPastWorkflowDeadline(operation)) {
    return end(
      `retry exceeded workflow deadline ${formatGoTime(operation.workflowDeadline ?? 0, operation.valueContext)}`,
    );
  }
  let node = retry;
  let executionDeadline: number | undefined;
  if (strategy.backoff !== undefined) {
    const backoff = assessBackoff(operation, strategy, attempts, last);
    if (backoff.kind === "error") return backoff;
    if (backoff.kind === "end") return end(backoff.message);
    if (backoff.kind === "wait") {
      operation.requeueAfter(backoff.milliseconds);
      markNodePhase(operation, retry.name, retry.phase, `Backoff for ${humanizeDuration(backoff.milliseconds)}`);
      return { kind: "wait" };
    }
    node = markNodePhase(operation, retry.name, retry.phase, "");
    executionDeadline = backoff.deadline;
  }
  const retried = isRetriedByPolicy(operation, strategy, last);
  if (typeof retried === "string") return { kind: "error", message: retried };
  if (!retried) return end(last.message ?? "");
  const limit = integer(strategy.limit);
  if (typeof limit === "string") return { kind: "error", message: limit };
  if (limit !== undefined && attempts.length > limit) return end("No more retries left");
  if (!operation.has("retry-expression-evaluated-first")) {
    const ended = endByExpression(operation, retry, strategy, attempts, last);
    if (ended !== undefined) return ended;
  }
  return { kind: "continue", node, executionDeadline };
}

/** Ends a Retry node whose expression is false, or cannot be evaluated. */
function endByExpression(
  operation: Operation,
  retry: NodeStatus,
  { expression }: RetryStrategy,
  attempts: readonly NodeStatus[],
  last: NodeStatus,
): RetryDecision | undefined {
  if (!expression) return undefined;
  const evaluated = evaluateCondition(expression, retryVariables(attempts), operation.valueContext);
  if (!evaluated.ok) return { kind: "error", message: evaluated.error };
  if (evaluated.value || !isFulfilled(last)) return undefined;
  const node = markNodePhase(operation, retry.name, last.phase, "retryStrategy.expression evaluated to false");
  return { kind: "continue", node };
}

type Backoff =
  | { readonly kind: "error"; readonly message: string }
  | { readonly kind: "end"; readonly message: string }
  | { readonly kind: "wait"; readonly milliseconds: number }
  | { readonly kind: "ready"; readonly deadline: number | undefined };

/** Longest duration that Go can represent, in milliseconds. */
const maxDuration = 2 ** 63 / 1e6;

function assessBackoff(
  operation: Operation,
  strategy: RetryStrategy,
  attempts: readonly NodeStatus[],
  last: NodeStatus,
): Backoff {
  const { duration, factor, maxDuration: longest, cap } = strategy.backoff ?? {};
  let deadline: number | undefined;
  if (longest) {
    const parsed = parseDuration(longest);
    if (!parsed.ok) return { kind: "error", message: parsed.error };
    deadline = (attempts[0]?.startedAt ?? 0) + parsed.milliseconds;
    if (operation.now > deadline) return { kind: "end", message: "Max duration limit exceeded" };
  }
  if (!duration) return { kind: "error", message: "no base duration specified for retryStrategy" };
  const base = parseDuration(duration);
  if (!base.ok) return { kind: "error", message: base.error };
  const wholeFactor = integer(factor);
  if (typeof wholeFactor === "string") return { kind: "error", message: wholeFactor };
  let wait = base.milliseconds;
  if (wholeFactor !== undefined && wholeFactor > 0) {
    const multiplier = wholeFactor ** (attempts.length - 1);
    wait = operation.has("retry-backoff-overflows")
      ? overflowingProduct(base.milliseconds, multiplier)
      : boundedProduct(base.milliseconds, multiplier);
  }
  if (cap && !operation.has("retry-backoff-cap-unknown")) {
    const parsed = parseDuration(cap);
    if (!parsed.ok) return { kind: "error", message: parsed.error };
    wait = Math.min(wait, parsed.milliseconds);
  }
  // The pod of an attempt may have ended without a container that did, such as one evicted at its start. Go's zero time,
  // which is long ago, then stands for the end, and nothing is left to wait for.
  const waitUntil = (last.finishedAt ?? Number.NEGATIVE_INFINITY) + wait;
  if (deadline !== undefined && waitUntil > deadline) {
    return { kind: "end", message: "Backoff would exceed max duration limit" };
  }
  const limit = integer(strategy.limit);
  // Without a limit there is no waiting: upstream tests the limit before it tests the time.
  if (operation.now < waitUntil && typeof limit === "number" && attempts.length <= limit) {
    return { kind: "wait", milliseconds: wait };
  }
  return { kind: "ready", deadline };
}

/**
 * A duration times a number, at most the longest duration. The number is compared with a quotient of durations, so a
 * negative duration, whose quotient is negative, counts as one that is too long.
 */
function boundedProduct(milliseconds: number, multiplier: number): number {
  return multiplier > maxDuration / milliseconds ? maxDuration : milliseconds * multiplier;
}

/** A duration times a number as Go multiplies 64-bit integers of nanoseconds, without regard to overflow. */
function overflowingProduct(milliseconds: number, multiplier: number): number {
  const whole = multiplier < 2 ** 63 ? BigInt(multiplier) : -(2n ** 63n);
  return Number(BigInt.asIntN(64, BigInt(Math.round(milliseconds * 1e6)) * whole)) / 1e6;
}

/** Whether the policy retries this end of an attempt; a text when there is no such policy. */
function isRetriedByPolicy(operation: Operation, strategy: RetryStrategy, last: NodeStatus): boolean | string {
  const policy = retryPolicyOf(strategy);
  const failed = last.phase === "Failed" || (isDaemoned(last) && last.phase === "Succeeded");
  switch (policy) {
    case "Always":
      return true;
    case "OnError":
      return !failed;
    case "OnFailure":
      return last.phase !== "Error";
    case "OnTransientError": {
      const pattern = operation.ports.configuration.environment.TRANSIENT_ERROR_PATTERN;
      return isTransientMessage(last.message ?? "", pattern);
    }
    default:
      return `${policy} is not a valid RetryPolicy`;
  }
}

/** An integer that may be written as a text; a text result is Go's parse error (`intstr.Int32`). */
function integer(value: number | string | undefined): number | undefined | string {
  if (value === undefined || typeof value === "number") return value;
  if (/^[+-]?\d+$/.test(value)) return Number.parseInt(value, 10);
  return `value '${value}' cannot be resolved to an int`;
}

/** What a retry expression can refer to (`buildRetryStrategyLocalScope`). */
function retryVariables(attempts: readonly NodeStatus[]): ReadonlyMap<string, string> {
  const last = attempts.at(-1);
  if (last === undefined) return new Map();
  return new Map([
    ["retries", String(attempts.length - 1)],
    ["lastRetry.exitCode", last.outputs?.exitCode ?? "-1"],
    ["lastRetry.status", last.phase],
    ["lastRetry.duration", formatSeconds(nodeDuration(last))],
    ["lastRetry.message", last.message ?? ""],
  ]);
}
