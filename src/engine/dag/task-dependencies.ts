import type { DAGTask, DAGTemplate } from "../../manifest/types.ts";
import { isLoop } from "../arguments/resolve-references.ts";

/** What a task waits for: the tasks it names, and the condition over their results that must hold. */
export interface TaskDependencies {
  readonly tasks: readonly string[];
  /** `depends` with every bare task name written out, `""` for a task that waits for nothing. */
  readonly logic: string;
}

const taskNamePattern = /([a-zA-Z0-9][-a-zA-Z0-9]*?\.[A-Z][a-zA-Z]+)|([a-zA-Z0-9][-a-zA-Z0-9]*)/g;

/** The graph of a DAG template, worked out once per template (`common/ancestry.go`). */
export class TaskGraph {
  readonly #tasks = new Map<string, DAGTask>();
  readonly #dependencies = new Map<string, TaskDependencies>();
  #leaves: readonly string[] | undefined;
  /** Whether any task is a loop. */
  readonly hasLoops: boolean;

  constructor(dag: DAGTemplate) {
    this.hasLoops = dag.tasks.some(isLoop);
    for (const task of dag.tasks) if (!this.#tasks.has(task.name)) this.#tasks.set(task.name, task);
  }

  get names(): readonly string[] {
    return [...this.#tasks.keys()];
  }

  task(name: string): DAGTask | undefined {
    return this.#tasks.get(name);
  }

  dependencies(name: string): TaskDependencies {
    const known = this.#dependencies.get(name);
    if (known !== undefined) return known;
    const task = this.#tasks.get(name);
    const dependencies = task === undefined ? { tasks: [], logic: "" } : this.#resolve(task);
    this.#dependencies.set(name, dependencies);
    return dependencies;
  }

  /** Every task that this one waits for, directly or not; dependencies come before what depends on them. */
  ancestors(name: string): string[] {
    const visited = new Set<string>([name]);
    const found: string[] = [];
    const stack: { name: string; next: number }[] = [{ name, next: 0 }];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const dependency = this.dependencies(top.name).tasks[top.next++];
      if (dependency === undefined) {
        stack.pop();
        if (top.name !== name) found.push(top.name);
      } else if (!visited.has(dependency)) {
        visited.add(dependency);
        stack.push({ name: dependency, next: 0 });
      }
    }
    return found;
  }

  /** The tasks that nothing depends on, in the order of their names (`findLeafTaskNames`). */
  leaves(): readonly string[] {
    this.#leaves ??= this.#findLeaves();
    return this.#leaves;
  }

  #findLeaves(): string[] {
    const depended = new Set<string>();
    for (const name of this.#tasks.keys()) for (const task of this.dependencies(name).tasks) depended.add(task);
    return [...this.#tasks.keys()].filter((name) => !depended.has(name)).sort();
  }

  #resolve(task: DAGTask): TaskDependencies {
    const depends = task.depends || this.#dependsOfDependencies(task);
    const tasks = new Set<string>();
    const logic = depends.replace(taskNamePattern, (match, withResult: string | undefined) => {
      if (withResult !== undefined) {
        tasks.add(withResult.slice(0, withResult.indexOf(".")));
        return match;
      }
      tasks.add(match);
      return this.#expand(match);
    });
    return { tasks: [...tasks], logic };
  }

  #dependsOfDependencies(task: DAGTask): string {
    return (task.dependencies ?? []).map((name) => this.#expand(name)).join(" && ");
  }

  /** A bare task name stands for every result that lets its dependants go on (`expandDependency`). */
  #expand(name: string): string {
    const results = [`${name}.Succeeded`, `${name}.Skipped`, `${name}.Daemoned`];
    const continueOn = this.#tasks.get(name)?.continueOn;
    if (continueOn?.error === true) results.push(`${name}.Errored`);
    if (continueOn?.failed === true) results.push(`${name}.Failed`);
    return `(${results.join(" || ")})`;
  }
}

const graphs = new WeakMap<DAGTemplate, TaskGraph>();

export function taskGraph(dag: DAGTemplate): TaskGraph {
  let graph = graphs.get(dag);
  if (graph === undefined) {
    graph = new TaskGraph(dag);
    graphs.set(dag, graph);
  }
  return graph;
}
