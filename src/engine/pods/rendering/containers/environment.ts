import { template as templateType } from "../../../../manifest/schema/template.ts";
import type { EnvVar, Template } from "../../../../manifest/types.ts";
import { structJson } from "../../../substitution/struct-json.ts";
import { formatTimestamp } from "../../../variables/timestamps.ts";
import { has, type PodInputs } from "../pod-inputs.ts";
import type { PodSpecDraft } from "../rendered-pod.ts";

/** Tells the executor what to do: the template as JSON. */
export const templateVariable = "ARGO_TEMPLATE";

/** How Go writes a time that was never set. */
const noTime = "0001-01-01T00:00:00Z";

/** Environment variables through which the controller speaks to the executor in each container. */
export function addEnvironment(spec: PodSpecDraft, template: Template, inputs: PodInputs): void {
  const common = commonVariables(inputs);
  const ofTemplate = { name: templateVariable, value: templateJson(template, inputs) };
  const everywhere = has(inputs, "template-in-every-container");
  for (const { name, env } of spec.initContainers) env.push(nameOf(name), ofTemplate, ...common);
  for (const { name, env } of spec.containers) env.push(nameOf(name), ...(everywhere ? [ofTemplate] : []), ...common);
}

function nameOf(value: string): EnvVar {
  return { name: "ARGO_CONTAINER_NAME", value };
}

/** The template as the executor reads it; it needs no input parameters, which are in their places by now. */
function templateJson(template: Template, inputs: PodInputs): string {
  const { inputs: taken, ...rest } = template;
  const keepsParameters = has(inputs, "template-in-every-container") || taken?.parameters === undefined;
  const simplified: Template = keepsParameters
    ? template
    : { ...rest, ...(taken.artifacts && { inputs: { artifacts: taken.artifacts } }) };
  return structJson(templateType, simplified, inputs.context.release);
}

function commonVariables({ nodeID, includeScriptOutput, deadline, context, workflowName }: PodInputs): EnvVar[] {
  return [
    { name: "ARGO_NODE_ID", value: nodeID },
    { name: "ARGO_INCLUDE_SCRIPT_OUTPUT", value: String(includeScriptOutput) },
    { name: "ARGO_DEADLINE", value: deadline === undefined ? noTime : formatTimestamp(deadline, context) },
    { name: "ARGO_WORKFLOW_NAME", value: workflowName },
    { name: "ARGO_PROGRESS_FILE", value: "/var/run/argo/progress" },
    { name: "ARGO_PROGRESS_PATCH_TICK_DURATION", value: "1m0s" },
    { name: "ARGO_PROGRESS_FILE_TICK_DURATION", value: "3s" },
  ];
}
