import { evaluateBoolean } from "../../expression/expr.ts";
import { areHooksFulfilled } from "../hooks/workflow-hooks.ts";
import type { Operation } from "../operation.ts";
import { isDaemoned, isFulfilled } from "../status/node-predicates.ts";
import type { NodeStatus } from "../status/node-status.ts";
import type { DAGContext } from "./dag-context.ts";

/** Whether a task's dependencies let it run, keep it waiting, or rule it out (`evaluateDependsLogic`). */
export type DependsDecision =
  | { readonly kind: "execute" | "wait" | "omit" }
  | { readonly kind: "error"; readonly message: string };

export function evaluateDepends(operation: Operation, context: DAGContext, taskName: string): DependsDecision {
  if (context.taskNode(taskName) !== undefined) return { kind: "execute" };
  const { tasks, logic } = context.graph.dependencies(taskName);
  const results: Record<string, Record<string, boolean>> = {};
  for (const name of tasks) {
    const node = context.taskNode(name);
    if (node === undefined || !isFulfilled(node) || !areHooksFulfilled(operation, node)) return { kind: "wait" };
    results[name.replaceAll("-", "_")] ??= resultsOf(operation, node);
  }
  const expression = logic.replaceAll("-", "_");
  const evaluated = evaluateBoolean(expression, results, operation.valueContext.evaluation);
  if (!evaluated.ok) {
    return { kind: "error", message: `unable to evaluate expression '${expression}': ${evaluated.error}` };
  }
  return { kind: evaluated.value ? "execute" : "omit" };
}

/** What `depends` can ask of a task. */
function resultsOf(operation: Operation, node: NodeStatus): Record<string, boolean> {
  const { phase } = node;
  const children = node.type === "TaskGroup" ? (node.children ?? []) : [];
  const phases = children.map((id) => operation.nodes.get(id)?.phase);
  return {
    Succeeded: phase === "Succeeded",
    Failed: phase === "Failed",
    Errored: phase === "Error",
    Skipped: phase === "Skipped",
    Omitted: phase === "Omitted",
    Daemoned: isDaemoned(node) && phase !== "Pending",
    AnySucceeded: phases.includes("Succeeded"),
    AllFailed: phases.length > 0 && phases.every((childPhase) => childPhase === "Failed"),
  };
}
