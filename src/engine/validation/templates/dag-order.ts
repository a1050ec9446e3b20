import type { DAGTask, DAGTemplate } from "../../../manifest/types.ts";
import { taskGraph } from "../../dag/task-dependencies.ts";
import { smallMap } from "../../model/open-order.ts";
import type { ControllerPorts } from "../../model/ports.ts";

/** Tasks in an order in which each comes after what it depends on, or why there is none. */
export type TaskOrder =
  | { readonly ok: true; readonly tasks: readonly DAGTask[] }
  | { readonly ok: false; readonly error: string };

/**
 * `sortDAGTasks`. It begins with the tasks that depend on nothing, which come from a map of all tasks.
 *
 * @param template name of the template
 */
export function orderTasks(template: string, dag: DAGTemplate, order: ControllerPorts["order"]): TaskOrder {
  const graph = taskGraph(dag);
  const tasks = new Map<string, DAGTask>();
  for (const task of dag.tasks) {
    if (tasks.has(task.name)) return { ok: false, error: `duplicated nodeName ${task.name}` };
    tasks.set(task.name, task);
  }
  const waiting = new Map<string, number>();
  const dependants = new Map<string, DAGTask[]>();
  for (const task of dag.tasks) {
    const dependencies = graph.dependencies(task.name).tasks;
    waiting.set(task.name, dependencies.length);
    for (const dependency of dependencies) {
      if (!tasks.has(dependency)) return { ok: false, error: `invalid dependency ${dependency}` };
      dependants.set(dependency, [...(dependants.get(dependency) ?? []), task]);
    }
  }
  const goes = dag.tasks.length > smallMap ? "any" : "round";
  const first = dag.tasks.filter(({ name }) => waiting.get(name) === 0);
  const ordered = [...order({ what: "tasks", nameOf: ({ name }) => name, goes }, template, first)];
  for (const task of ordered) {
    for (const dependant of dependants.get(task.name) ?? []) {
      const count = (waiting.get(dependant.name) ?? 0) - 1;
      waiting.set(dependant.name, count);
      if (count === 0) ordered.push(dependant);
    }
  }
  return ordered.length === dag.tasks.length ? { ok: true, tasks: ordered } : { ok: false, error: "graph with cycle" };
}
