import { evaluateDepends, type TaskResults } from "../../expression/expr.ts";
import { areHooksFulfilled } from "../hooks/workflow-hooks.ts";
import { isDaemoned, isFulfilled } from "../model/node-predicates.ts";
import type { NodeStatus } from "../model/node-status.ts";
import type { Operation } from "../reconcile/operation.ts";
import { expressionDifferences } from "../substitution/expression-differences.ts";
import type { DAGContext } from "./dag-context.ts";

/** Whether a task's dependencies let it run, keep it waiting, or rule it out. */
export type DependsDecision =
  | { readonly kind: "execute" | "wait" | "omit" }
  | { readonly kind: "error"; readonly message: string };

/** Decides about a task by the results of those it depends on (`evaluateDependsLogic`). */
export function decideByDepends(operation: Operation, context: DAGContext, taskName: string): DependsDecision {
  if (context.taskNode(taskName) !== undefined) return { kind: "execute" };
  const { tasks, logic } = context.graph.dependencies(taskName);
  const results = new Map<string, TaskResults>();
  for (const name of tasks) {
    const node = context.taskNode(name);
    if (node === undefined || !isFulfilled(node) || !areHooksFulfilled(operation, node)) return { kind: "wait" };
    const variable = name.replaceAll("-", "_");
    if (!results.has(variable)) results.set(variable, resultsOf(operation, node));
  }
  const { release } = operation.ports;
  const evaluated = evaluateDepends(logic.replaceAll("-", "_"), results, expressionDifferences(release));
  if (!evaluated.ok) return { kind: "error", message: evaluated.error };
  return { kind: evaluated.value ? "execute" : "omit" };
}

/** What `depends` can ask of a task. */
function resultsOf(operation: Operation, node: NodeStatus): TaskResults {
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
