import { step as stepType } from "../../../manifest/schema/template.ts";
import type { Template, WorkflowStep } from "../../../manifest/types.ts";
import type { TemplateContext } from "../../templates/template-resolution.ts";
import { withoutPlaceholders } from "../../variables/placeholders.ts";
import { checkArguments } from "../arguments.ts";
import { fieldNameProblem } from "../field-names.ts";
import { checkHooks, hasExitHook } from "../hooks.ts";
import { addItemVariables, isLoop } from "../loop-variables.ts";
import { addNodeOutputs } from "../node-outputs.ts";
import { firstProblem, type Problem, prefixed } from "../problem.ts";
import { checkVariables } from "../resolve-variables.ts";
import type { ValidationContext } from "../validation-context.ts";
import type { VariableScope } from "../variable-scope.ts";
import { checkTemplateHolder } from "./template-holder.ts";

/** Checks each step in its order, with the outputs of the steps before it in scope (`validateSteps`). */
export function checkSteps(
  template: Template,
  templates: TemplateContext,
  scope: VariableScope,
  context: ValidationContext,
): Problem {
  const { name: templateName = "" } = template;
  if (template.activeDeadlineSeconds !== undefined) {
    return `templates.${templateName}.activeDeadlineSeconds is only valid for leaf templates`;
  }
  const names = new Set<string>();
  return firstProblem(template.steps, (group, index) => {
    const groupPlace = `templates.${templateName}.steps[${index}]`;
    return firstProblem(group, (step) => {
      const problem = stepNameProblem(step.name, names, context);
      names.add(step.name);
      return (
        prefixed(`${groupPlace}.name`, problem) ??
        checkStep(step, `templates.${templateName}.steps`, `${groupPlace}.${step.name}`, templates, scope, context)
      );
    });
  });
}

function stepNameProblem(name: string, taken: ReadonlySet<string>, context: ValidationContext): Problem {
  if (name === "") return " is required";
  if (taken.has(name)) return ` '${name}' is not unique`;
  const checked = context.has("tags-in-step-names-refused") ? name : withoutPlaceholders(name);
  return prefixed(` '${name}' is invalid: `, fieldNameProblem(checked));
}

function checkStep(
  step: WorkflowStep,
  stepsPlace: string,
  place: string,
  templates: TemplateContext,
  scope: VariableScope,
  context: ValidationContext,
): Problem {
  scope.add(`steps.${step.name}.status`);
  const before =
    prefixed(`${place} `, addItemVariables(scope, step)) ?? checkArguments(`${place}.arguments.`, step.arguments);
  if (before !== undefined) return before;

  const called = checkTemplateHolder(step, templates, "unknown", context);
  if (!called.ok) return `${place} ${called.error}`;
  const node = { reference: "steps", name: step.name, template: called.template, isLoop: isLoop(step) } as const;
  if (hasExitHook(step)) addNodeOutputs(scope, { ...node, isLoop: false }, context);

  const ownScope = scope.inner();
  for (const { name } of step.inline?.inputs?.parameters ?? []) {
    ownScope.add(`inputs.parameters.${name}`);
    context.placeholders.next();
  }
  const unresolved =
    checkHooks(step.hooks, place, context) ??
    prefixed(`${stepsPlace} `, checkVariables(stepType, step, ownScope, context));
  if (unresolved !== undefined) return unresolved;

  addNodeOutputs(scope, node, context);
  const calledWithArguments = checkTemplateHolder(step, templates, step.arguments ?? {}, context);
  return calledWithArguments.ok ? undefined : `${place} ${calledWithArguments.error}`;
}
