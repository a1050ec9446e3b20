import { task as taskType } from "../../../manifest/schema/template.ts";
import type { Arguments, DAGTask, DAGTemplate, Template } from "../../../manifest/types.ts";
import { taskGraph } from "../../dag/task-dependencies.ts";
import { hasTags } from "../../substitution/substitute.ts";
import type { TemplateContext } from "../../templates/template-resolution.ts";
import { checkArguments } from "../arguments.ts";
import { checkFieldNames, containsTag } from "../field-names.ts";
import { addItemVariables, isLoop } from "../loop-variables.ts";
import { addNodeOutputs } from "../node-outputs.ts";
import { firstProblem, type Problem, prefixed } from "../problem.ts";
import { checkVariables, checkVariablesInText } from "../resolve-variables.ts";
import type { ValidationContext } from "../validation-context.ts";
import type { VariableScope } from "../variable-scope.ts";
import { orderTasks } from "./dag-order.ts";
import { checkTemplateHolder } from "./template-holder.ts";

/** Checks the graph, then what each task calls, then what each task refers to (`validateDAG`). */
export function checkDAG(
  template: Template,
  templates: TemplateContext,
  scope: VariableScope,
  context: ValidationContext,
): Problem {
  const { dag, name = "" } = template;
  if (dag === undefined) return undefined;
  const place = `templates.${name}`;
  if (template.activeDeadlineSeconds !== undefined) {
    return `${place}.activeDeadlineSeconds is only valid for leaf templates`;
  }
  if (dag.tasks.length === 0) return `${place} must have at least one task`;
  const order = orderTasks(name, dag, context.order);
  if (!order.ok) return `${place} sorting failed: ${order.error}`;
  const check = new DAGCheck({ ...dag, tasks: order.tasks }, place, templates, scope, context);
  return (
    prefixed(`${place}.tasks`, checkFieldNames(order.tasks)) ??
    firstProblem(order.tasks, (task) => check.calledTemplate(task)) ??
    prefixed(`${place}.targets `, checkVariablesInText(dag.target ?? "", scope, context.globals)) ??
    check.targets() ??
    firstProblem(order.tasks, (task) => check.references(task))
  );
}

/** The checks of one DAG, which share what the first round found. */
class DAGCheck {
  readonly #dag: DAGTemplate;
  readonly #place: string;
  readonly #templates: TemplateContext;
  readonly #scope: VariableScope;
  readonly #context: ValidationContext;
  readonly #usesDepends: boolean;
  readonly #called = new Map<string, Template | undefined>();
  readonly #tasks = new Map<string, DAGTask>();

  constructor(
    dag: DAGTemplate,
    place: string,
    templates: TemplateContext,
    scope: VariableScope,
    context: ValidationContext,
  ) {
    this.#dag = dag;
    this.#place = place;
    this.#templates = templates;
    this.#scope = scope;
    this.#context = context;
    for (const task of dag.tasks) if (!this.#tasks.has(task.name)) this.#tasks.set(task.name, task);
    this.#usesDepends = dag.tasks.some(({ depends }) => depends !== undefined);
  }

  /** First round: the task is well formed, and its template valid whatever its arguments. */
  calledTemplate(task: DAGTask): Problem {
    const malformed = this.#dependencyStyle(task);
    if (malformed !== undefined) return malformed;
    const place = `${this.#place}.tasks.${task.name}`;
    const called = checkTemplateHolder(task, this.#templates, "unknown", this.#context);
    if (!called.ok) return `${place} ${called.error}`;
    this.#called.set(task.name, called.template);
    this.#addOutputs(this.#scope, task, { isLoop: isLoop(task) });
    return prefixed(`${place} `, taskResultProblem(task)) ?? this.#itemsDependency(task);
  }

  /** A target must be a task, or a tag. */
  targets(): Problem {
    return firstProblem(this.#dag.target?.split(" "), (target) =>
      containsTag(target) || this.#task(target) !== undefined
        ? undefined
        : `${this.#place}.targets: target '${target}' is not defined`,
    );
  }

  /** Second round: everything the task refers to is an ancestor's, and its template takes its arguments. */
  references(task: DAGTask): Problem {
    const place = `${this.#place}.tasks.${task.name}`;
    if (task.hooks !== undefined) this.#scope.add(`tasks.${task.name}.status`);
    this.#addOutputs(this.#scope, task);
    const scope = this.#scope.inner();
    // Only tags can refer to ancestors, and a long chain of tasks has very many of those.
    const ancestors = hasTags(task) ? taskGraph(this.#dag).ancestors(task.name) : [];
    for (const name of ancestors) {
      const ancestor = this.#task(name);
      if (ancestor !== undefined) this.#addOutputs(scope, ancestor, { isLoop: isLoop(ancestor), isAncestor: true });
    }
    for (const { name } of task.inline?.inputs?.parameters ?? []) {
      scope.add(`inputs.parameters.${name}`);
      this.#context.placeholders.next();
    }
    const unresolved =
      prefixed(`${place} `, addItemVariables(scope, task)) ??
      prefixed(`${place} `, checkVariables(taskType, task, scope, this.#context)) ??
      checkArguments(`${place}.arguments.`, task.arguments) ??
      prefixed(`${place} `, missingDependency(task.arguments, ancestors));
    if (unresolved !== undefined) return unresolved;
    const called = checkTemplateHolder(task, this.#templates, task.arguments ?? {}, this.#context);
    return called.ok ? undefined : `${place} ${called.error}`;
  }

  #dependencyStyle({ name, dependencies = [], continueOn }: DAGTask): Problem {
    if ((this.#usesDepends || dependencies.length > 0) && /^[0-9]/.test(name)) {
      return `${this.#place}.tasks.${name} name cannot begin with a digit when using either 'depends' or 'dependencies'`;
    }
    if (this.#usesDepends && dependencies.length > 0) {
      return `${this.#place} cannot use both 'depends' and 'dependencies' in the same DAG template`;
    }
    if (this.#usesDepends && continueOn !== undefined) {
      return `${this.#place} cannot use 'continueOn' when using 'depends'. Instead use 'dep-task.Failed'/'dep-task.Errored'`;
    }
    return undefined;
  }

  /** AnySucceeded and AllFailed can only be asked of a loop. The message names the loop twice, as upstream's does. */
  #itemsDependency(task: DAGTask): Problem {
    return firstProblem(taskResults(task), ([name = "", result = ""]) => {
      const dependency = this.#task(name);
      if (!itemResults.has(result) || dependency === undefined) return undefined;
      if (isLoop(dependency) || dependency.withSequence !== undefined) return undefined;
      return `${this.#place}.tasks.${name} dependency '${name}' uses an items-based condition such as .AnySucceeded or .AllFailed but does not contain any items`;
    });
  }

  #addOutputs(scope: VariableScope, task: DAGTask, known: { isLoop?: boolean; isAncestor?: boolean } = {}): void {
    const { name } = task;
    addNodeOutputs(scope, { reference: "tasks", name, template: this.#called.get(name), ...known }, this.#context);
  }

  #task(name: string): DAGTask | undefined {
    return this.#tasks.get(name);
  }
}

const itemResults: ReadonlySet<string> = new Set(["AnySucceeded", "AllFailed"]);
const taskResultNames: ReadonlySet<string> = new Set([
  "Succeeded",
  "Failed",
  "Skipped",
  "Omitted",
  "Errored",
  "Daemoned",
  ...itemResults,
]);

/** The `task.Result` pairs that `depends` names. */
function taskResults({ depends = "" }: DAGTask): string[][] {
  return [...depends.matchAll(/[a-zA-Z0-9][-a-zA-Z0-9]*?\.[A-Z][a-zA-Z]+/g)].map(([match]) => match.split("."));
}

/** `common.ValidateTaskResults`. */
function taskResultProblem(task: DAGTask): Problem {
  return firstProblem(taskResults(task), ([name, result = ""]) =>
    taskResultNames.has(result) ? undefined : `task result '${result}' for task '${name}' is invalid`,
  );
}

/** A task may only take outputs of tasks that it depends on (`validateDAGTaskArgumentDependency`). */
function missingDependency(passed: Arguments | undefined, ancestors: readonly string[]): Problem {
  const missing = (text: string | undefined, kind: string, name: string): Problem => {
    if (text?.startsWith("{{tasks.") !== true) return undefined;
    const task = text.split(".")[1] ?? "";
    return ancestors.includes(task) ? undefined : `missing dependency '${task}' for ${kind} '${name}'`;
  };
  return (
    firstProblem(passed?.parameters, ({ name, value }) => missing(value, "parameter", name)) ??
    firstProblem(passed?.artifacts, ({ name, from }) => missing(from, "artifact", name))
  );
}
