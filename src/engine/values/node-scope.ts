import type { Artifact, Template } from "../../manifest/types.ts";
import type { NodeOutputs, NodeStatus } from "../status/node-status.ts";
import type { NodeReference, Scope } from "./scope.ts";
import { formatTimestamp } from "./timestamps.ts";
import type { ValueContext } from "./variables.ts";

/**
 * Makes a step or task known under its name: `steps.<name>.id`, `.status`, `.outputs.result` ... (`buildLocalScope`).
 *
 * @param node - the node that stands for it: the last attempt, where it is retried
 */
export function addNodeToScope(
  scope: Scope,
  reference: NodeReference,
  name: string,
  node: NodeStatus,
  context: Pick<ValueContext, "epoch">,
): void {
  const prefix = `${reference}.${name}`;
  scope.set(`${prefix}.id`, node.id);
  if (node.startedAt !== undefined) scope.set(`${prefix}.startedAt`, formatTimestamp(node.startedAt, context));
  if (node.finishedAt !== undefined) scope.set(`${prefix}.finishedAt`, formatTimestamp(node.finishedAt, context));
  if (node.podIP) scope.set(`${prefix}.ip`, node.podIP);
  scope.set(`${prefix}.status`, node.phase);
  if (node.outputs !== undefined) addOutputsToScope(scope, prefix, node.outputs);
}

function addOutputsToScope(scope: Scope, prefix: string, outputs: NodeOutputs): void {
  if (outputs.result !== undefined) scope.set(`${prefix}.outputs.result`, outputs.result);
  if (outputs.exitCode !== undefined) scope.set(`${prefix}.exitCode`, outputs.exitCode);
  for (const { name, value } of outputs.parameters ?? []) {
    if (value !== undefined) scope.set(`${prefix}.outputs.parameters.${name}`, value);
  }
  for (const artifact of outputs.artifacts ?? []) {
    scope.set(`${prefix}.outputs.artifacts.${artifact.name}`, artifact);
  }
}

/** Makes the outputs of the workflow known: `workflow.outputs.parameters.<name>` (`addWorkflowOutputsToLocalScope`). */
export function addWorkflowOutputsToScope(scope: Scope, outputs: NodeOutputs | undefined): void {
  if (outputs === undefined) return;
  const { parameters, artifacts } = outputs;
  addOutputsToScope(scope, "workflow", { ...(parameters && { parameters }), ...(artifacts && { artifacts }) });
}

const emptyArtifact: Artifact = { name: "" };

/**
 * Makes the outputs known that a skipped or omitted step would have given: the default that its template declares, or
 * absence (`addSkippedNodeOutputsToScope`). Does nothing for a node that has outputs or was not skipped.
 *
 * @param outputs - what the template of the step declares; none when it cannot be found
 */
export function addSkippedOutputsToScope(
  scope: Scope,
  reference: NodeReference,
  name: string,
  node: NodeStatus,
  outputs: Template["outputs"],
  context: Pick<ValueContext, "release">,
): void {
  if (context.release.has("skipped-outputs-unknown")) return;
  if (node.outputs !== undefined || (node.phase !== "Skipped" && node.phase !== "Omitted")) return;
  const prefix = `${reference}.${name}.outputs`;
  for (const parameter of outputs?.parameters ?? []) {
    scope.set(`${prefix}.parameters.${parameter.name}`, parameter.valueFrom?.default ?? null);
  }
  // Tasks leave artifacts unknown: an optional one is then left out, and a required one is an error.
  if (reference === "steps") {
    for (const artifact of outputs?.artifacts ?? []) scope.set(`${prefix}.artifacts.${artifact.name}`, emptyArtifact);
  }
  if (outputs?.result !== undefined) scope.set(`${prefix}.result`, null);
}
