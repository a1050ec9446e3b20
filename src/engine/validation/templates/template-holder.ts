import { templateRef as templateRefType } from "../../../manifest/schema/behaviour.ts";
import type { Arguments, Template, TemplateRef } from "../../../manifest/types.ts";
import type { TemplateContext, TemplateHolder } from "../../templates/template-resolution.ts";
import type { Problem } from "../problem.ts";
import { containsTags } from "../resolve-variables.ts";
import type { ValidationContext } from "../validation-context.ts";
import { checkTemplate } from "./template.ts";

/** The template that was called, undefined when only a run can tell which one it is. */
export type CalledTemplate =
  | { readonly ok: true; readonly template: Template | undefined }
  | { readonly ok: false; readonly error: string };

/**
 * Finds the template that a step, task or entrypoint calls and checks it (`validateTemplateHolder`).
 *
 * @param passed - its arguments; "unknown" stands a placeholder in for each
 */
export function checkTemplateHolder(
  holder: TemplateHolder,
  templates: TemplateContext,
  passed: Arguments | "unknown",
  context: ValidationContext,
): CalledTemplate {
  const { templateRef, template: name } = holder;
  const malformed = templateRef && referenceProblem(templateRef, name, context);
  if (malformed !== undefined) return { ok: false, error: malformed };
  if (
    templateRef !== undefined &&
    !context.has("dynamic-template-refs-refused") &&
    containsTags(templateRefType, templateRef, context)
  ) {
    return { ok: true, template: undefined };
  }
  if (templateRef === undefined && name !== undefined && !templates.hasTemplate(name)) {
    return { ok: false, error: `template name '${name}' undefined` };
  }
  const resolved = templates.resolveTemplate(holder);
  if (!resolved.ok) {
    if (templateRef === undefined || !resolved.notFound) return { ok: false, error: resolved.error };
    if (isDynamic(templateRef, context)) return { ok: true, template: undefined };
    return { ok: false, error: `template reference ${templateRef.name ?? ""}.${templateRef.template ?? ""} not found` };
  }
  const { template } = resolved;
  const problem = retryPolicyProblem(template) ?? checkTemplate(template, resolved.context, passed, context);
  return problem === undefined ? { ok: true, template } : { ok: false, error: problem };
}

function referenceProblem(reference: TemplateRef, name: string | undefined, context: ValidationContext): Problem {
  if (name !== undefined) {
    const stop = context.has("validation-messages-with-full-stop") ? "." : "";
    return `template name cannot be specified with templateRef${stop}`;
  }
  if (reference.name === undefined) return "resource name is required";
  return reference.template === undefined ? "template name is required" : undefined;
}

/** Whether a placeholder stands in the reference, because the caller's inputs decide which template it is. */
function isDynamic({ template = "" }: TemplateRef, { placeholders, has }: ValidationContext): boolean {
  if (has("dynamic-template-ref-templates-refused")) return false;
  return has("template-refs-to-placeholder-unchecked")
    ? template.includes("placeholder")
    : placeholders.isPartOf(template);
}

const retryPolicies = ["Always", "OnFailure", "OnError", "OnTransientError"];

function retryPolicyProblem({ retryStrategy }: Template): Problem {
  const policy = retryStrategy?.retryPolicy;
  return policy === undefined || retryPolicies.includes(policy) ? undefined : `${policy} is not a valid RetryPolicy`;
}
