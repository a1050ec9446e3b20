import { isFulfilled, nodeDuration } from "../model/node-predicates.ts";
import type { NodeStatus } from "../model/node-status.ts";
import type { Operation } from "../reconcile/operation.ts";
import { GlobalVariables } from "../variables/global-variables.ts";
import type { TextVariables } from "../variables/variables.ts";

/** What the metrics of a workflow or node can refer to. */
export interface MetricScope {
  readonly variables: TextVariables;
  /** Variables that a gauge in real time can follow. */
  readonly realtime: ReadonlySet<string>;
}

/** What metrics of the workflow know before it ends (`prepareDefaultMetricScope`). */
export function workflowMetricScope(operation: Operation): MetricScope {
  const variables = new GlobalVariables(operation.globals);
  variables.set("duration", "0");
  variables.set("status", "Pending");
  variables.set("resourcesDuration.cpu", "0");
  variables.set("resourcesDuration.memory", "0");
  return { variables, realtime: new Set(["workflow.duration"]) };
}

/** What metrics know of a node (`prepareMetricScope`). */
export function nodeMetricScope(operation: Operation, node: NodeStatus): MetricScope {
  const variables = new GlobalVariables(workflowMetricScope(operation).variables);
  const duration = isFulfilled(node) ? nodeDuration(node) : operation.now - (node.startedAt ?? operation.now);
  variables.set("duration", (duration / 1000).toFixed(6));
  const { children = [], phase, inputs, outputs } = node;
  if (children.length > 0) variables.set("retries", String(children.length - 1));
  variables.set("status", phase);
  for (const { name, value } of inputs?.parameters ?? []) variables.set(`inputs.parameters.${name}`, value ?? "");
  if (outputs?.result !== undefined) variables.set("outputs.result", outputs.result);
  if (outputs?.exitCode !== undefined) variables.set("exitCode", outputs.exitCode);
  for (const { name, value } of outputs?.parameters ?? []) variables.set(`outputs.parameters.${name}`, value ?? "");
  return { variables, realtime: new Set(["workflow.duration", "duration"]) };
}
