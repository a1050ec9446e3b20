import type { DAGTask, DAGTemplate, Template } from "../../manifest/types.ts";
import type { HookOwner } from "../hooks/hook-owner.ts";
import { Panic } from "../model/errors/execution-error.ts";
import { invocationNodeName } from "../model/node-identity.ts";
import type { NodeStatus } from "../model/node-status.ts";
import type { NodeTable } from "../reconcile/nodes/node-table.ts";
import type { Operation } from "../reconcile/operation.ts";
import type { TemplateContext } from "../templates/template-resolution.ts";
import type { Scope } from "../variables/scope.ts";
import { DAGMemories, type DAGMemory } from "./dag-memory.ts";
import { type TaskGraph, taskGraph } from "./task-dependencies.ts";

/** One execution of a DAG template (`dagContext`). */
export class DAGContext {
  readonly boundaryName: string;
  /** Id of the DAG node. */
  readonly boundaryID: string;
  readonly template: Template;
  readonly dag: DAGTemplate;
  readonly graph: TaskGraph;
  readonly templateContext: TemplateContext;
  readonly isExitTemplate: boolean;
  /** Tasks looked at in this reconcile; each is looked at once. */
  readonly visited = new Set<string>();
  /** Tasks that got their node in this reconcile. */
  readonly started: string[] = [];
  readonly memory: DAGMemory;
  readonly #nodes: NodeTable;

  constructor(
    { nodes, memory }: Pick<Operation, "nodes" | "memory">,
    node: NodeStatus,
    template: Template,
    templateContext: TemplateContext,
    isExitTemplate: boolean,
  ) {
    this.#nodes = nodes;
    this.boundaryName = node.name;
    this.boundaryID = node.id;
    this.template = template;
    this.dag = template.dag ?? { tasks: [] };
    this.graph = taskGraph(this.dag);
    this.templateContext = templateContext;
    this.isExitTemplate = isExitTemplate;
    this.memory = memory.of(DAGMemories).of(node.id, this.graph, (name) => nodes.id(this.taskNodeName(name)));
    this.memory.follow(nodes.current);
  }

  task(name: string): DAGTask {
    const task = this.graph.task(name);
    if (task === undefined) throw new Panic(`target ${name} does not exist`);
    return task;
  }

  taskNodeName(taskName: string): string {
    return invocationNodeName(this.boundaryName, taskName);
  }

  taskNode(taskName: string): NodeStatus | undefined {
    return this.#nodes.byName(this.taskNodeName(taskName));
  }

  /** What a task's hooks belong to. */
  hookOwner(task: DAGTask, parent: NodeStatus, scope: Scope): HookOwner {
    const { boundaryID, templateContext } = this;
    return { reference: "tasks", invocation: task, parent, boundaryID, scope, templateContext };
  }

  /** A task that a task waits for, directly or not, and that has no node. */
  missingAncestor(taskName: string): string | undefined {
    const found = new Set<string>();
    const stack = [...this.graph.dependencies(taskName).tasks];
    for (let name = stack.pop(); name !== undefined; name = stack.pop()) {
      if (this.memory.complete.has(name) || found.has(name)) continue;
      if (this.taskNode(name) === undefined) return name;
      found.add(name);
      stack.push(...this.graph.dependencies(name).tasks);
    }
    for (const name of found) this.memory.complete.add(name);
    return undefined;
  }

  /** The tasks whose end is the DAG's end. */
  get targets(): readonly string[] {
    return this.dag.target ? this.dag.target.split(" ") : this.graph.leaves();
  }
}
