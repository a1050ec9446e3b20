import type { Template } from "../../manifest/types.ts";
import { templateType } from "../model/template-type.ts";
import { containsTag } from "./field-names.ts";
import type { ValidationContext } from "./validation-context.ts";
import type { VariableScope } from "./variable-scope.ts";

/** What is known of the step or task whose variables are added. */
export interface NodeOutputs {
  readonly reference: "steps" | "tasks";
  readonly name: string;
  /** Undefined when the template is only known at run time. */
  readonly template: Template | undefined;
  /** Whether it is expanded over items, so that its outputs are lists. */
  readonly isLoop?: boolean;
  /** Whether it has surely ended when the variables are used. */
  readonly isAncestor?: boolean;
}

/** Adds the variables that a step or task provides (`addOutputsToScope`). */
export function addNodeOutputs(scope: VariableScope, node: NodeOutputs, context: ValidationContext): void {
  const place = `${node.reference}.${node.name}`;
  scope.add(`${place}.id`, `${place}.startedAt`, `${place}.finishedAt`, `${place}.hostNodeName`);
  const { template } = node;
  if (template === undefined) return;
  if (template.daemon === true) scope.add(`${place}.ip`);
  if (hasOutput(template)) scope.add(`${place}.outputs.result`, `${place}.exitCode`);
  for (const { name, globalName } of template.outputs?.parameters ?? []) {
    scope.add(`${place}.outputs.parameters.${name}`);
    addGlobalOutput(scope, "parameters", globalName, context);
  }
  for (const { name, globalName } of template.outputs?.artifacts ?? []) {
    scope.add(`${place}.outputs.artifacts.${name}`);
    addGlobalOutput(scope, "artifacts", globalName, context);
  }
  if (node.isLoop) {
    const type = templateType(template);
    if (type === "script" || type === "containerSet") scope.add(`${place}.outputs.result`, `${place}.exitCode`);
    scope.add(`${place}.outputs.parameters`);
  }
  if (node.isAncestor) scope.add(`${place}.status`);
}

function addGlobalOutput(
  scope: VariableScope,
  kind: "parameters" | "artifacts",
  globalName: string | undefined,
  context: ValidationContext,
): void {
  if (globalName === undefined) return;
  if (!containsTag(globalName)) {
    const name = `workflow.outputs.${kind}.${globalName}`;
    scope.add(name);
    context.globals.set(name, context.placeholders.next());
  } else if (kind === "parameters") scope.allowsAnyOutputParameter = true;
  else scope.allowsAnyOutputArtifact = true;
}

/** Whether the template gives a result and an exit code (`Template.HasOutput`). */
function hasOutput(template: Template): boolean {
  const { container, containerSet, script, data, http, plugin } = template;
  return (
    (container ?? script ?? data ?? http ?? plugin) !== undefined ||
    containerSet?.containers.some(({ name }) => name === "main") === true
  );
}
