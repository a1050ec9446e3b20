import { quote } from "../../expression/go-format.ts";
import { typeName } from "../../expression/value.ts";
import type { LabelValueFrom, StringMap, WorkflowMetadata } from "../../manifest/types.ts";
import { keyOf, type OpenOrder } from "../model/open-order.ts";
import type { ControllerPorts } from "../model/ports.ts";
import { evaluateExpression } from "../substitution/expressions.ts";
import { fail, succeed, type TextVariables, type ValueContext, type ValueResult } from "../variables/variables.ts";

/** What `spec.workflowMetadata` gives a workflow when it starts. */
export interface GivenMetadata {
  readonly labels: StringMap;
  readonly annotations: StringMap;
  /** The variables `workflow.labels.<name>` and `workflow.annotations.<name>` of these. */
  readonly variables: TextVariables;
}

type Order = ControllerPorts["order"];

const declaredBy = "workflowMetadata";
const labels: OpenOrder<readonly [string, string]> = { what: "labels", nameOf: keyOf, goes: "roundByName" };
const labelsFrom: OpenOrder<readonly [string, LabelValueFrom]> = {
  what: "labelsFrom",
  nameOf: keyOf,
  goes: "roundByName",
};

/** Labels and annotations that a workflow is to get, some of them by expressions (`updateWorkflowMetadata`). */
export function givenMetadata(
  declared: WorkflowMetadata,
  globals: TextVariables,
  context: ValueContext,
  order: Order,
): ValueResult<GivenMetadata> {
  const given: Record<string, string> = {};
  const annotations = { ...declared.annotations };
  const variables = new Map<string, string>();
  for (const [name, value] of order(labels, declaredBy, Object.entries(declared.labels ?? {}))) {
    const problem = invalidLabelValue(value);
    if (problem !== undefined) return fail(`invalid label value ${quote(value)} for label ${quote(name)}: ${problem}`);
    given[name] = value;
    variables.set(`workflow.labels.${name}`, value);
  }
  for (const [name, value] of Object.entries(annotations)) variables.set(`workflow.annotations.${name}`, value);
  const known = new Map([...globals, ...variables]);
  for (const [name, source] of order(labelsFrom, declaredBy, Object.entries(declared.labelsFrom ?? {}))) {
    const value = labelFrom(name, source, known, context);
    if (!value.ok) return value;
    given[name] = value.value;
    variables.set(`workflow.labels.${name}`, value.value);
  }
  return succeed({ labels: given, annotations, variables });
}

function labelFrom(
  name: string,
  { expression }: LabelValueFrom,
  globals: TextVariables,
  context: ValueContext,
): ValueResult<string> {
  const result = evaluateExpression(expression, globals, context);
  const quoted = quote(expression);
  if (!result.ok) {
    if (result.stage === "run")
      return fail(`failed to evaluate label ${quote(name)} expression ${quoted}: ${result.error}`);
    const failed = context.release.has("error-texts-capitalised") ? "Failed" : "failed";
    return fail(`${failed} to compile function for expression ${quoted}: ${result.error}`);
  }
  const { value } = result;
  if (typeof value !== "string") {
    return fail(
      `failed to evaluate label ${quote(name)} expression ${quoted} evaluted to ${typeName(value)} but must be a string`,
    );
  }
  const problem = invalidLabelValue(value);
  if (problem === undefined) return succeed(value);
  return fail(`invalid label value ${quote(value)} for label ${quote(name)} and expression ${quoted}: ${problem}`);
}

const longestLabelValue = 63;
const labelValuePattern = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;

/** Why Kubernetes would refuse a label's value (`validation.IsValidLabelValue`). */
function invalidLabelValue(value: string): string | undefined {
  const problems: string[] = [];
  if (value.length > longestLabelValue) problems.push(`must be no more than ${longestLabelValue} characters`);
  if (!labelValuePattern.test(value)) {
    problems.push(
      "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
    );
  }
  return problems.length === 0 ? undefined : problems.join(";");
}
