import type { GoStruct } from "../../expression/value.ts";
import type { Artifact, Template } from "../../manifest/types.ts";
import type { NodeOutputs, NodeStatus } from "../model/node-status.ts";
import { artifactValue } from "./artifact-value.ts";
import type { NodeReference, NodeVariables, Scope } from "./scope.ts";
import { formatTimestamp } from "./timestamps.ts";
import type { ValueContext } from "./variables.ts";

/**
 * Makes a step or task known under its name: `steps.<name>.id`, `.status`, `.outputs.result` ... (`buildLocalScope`).
 *
 * @param node - the node that stands for it: the last attempt, where it is retried; the group, where it is a loop
 */
export function addNodeToScope(
  scope: Scope,
  reference: NodeReference,
  name: string,
  node: NodeStatus,
  context: Pick<ValueContext, "epoch" | "release">,
): void {
  const isLoop = node.type === "TaskGroup" || node.type === "StepGroup";
  if (isLoop && context.release.has("loops-without-status-variables")) return;
  const prefix = `${reference}.${name}`;
  scope.addNode(prefix, () => variablesOf(prefix, node, context));
}

interface KnownVariables {
  readonly prefix: string;
  readonly epoch: number;
  readonly variables: NodeVariables;
}

/** Node records never change, and most stay the same from one reconcile to the next. */
const knownVariables = new WeakMap<NodeStatus, KnownVariables>();

function variablesOf(prefix: string, node: NodeStatus, context: Pick<ValueContext, "epoch">): NodeVariables {
  const { epoch } = context;
  const known = knownVariables.get(node);
  if (known !== undefined && known.prefix === prefix && known.epoch === epoch) return known.variables;
  const texts = new Map([
    [`${prefix}.id`, node.id],
    [`${prefix}.status`, node.phase],
  ]);
  if (node.startedAt !== undefined) texts.set(`${prefix}.startedAt`, formatTimestamp(node.startedAt, context));
  if (node.finishedAt !== undefined) texts.set(`${prefix}.finishedAt`, formatTimestamp(node.finishedAt, context));
  if (node.podIP) texts.set(`${prefix}.ip`, node.podIP);
  if (node.hostNodeName) texts.set(`${prefix}.hostNodeName`, node.hostNodeName);
  const variables = { texts, artifacts: addOutputs(texts, prefix, node.outputs) };
  knownVariables.set(node, { prefix, epoch, variables });
  return variables;
}

/** Adds the texts of outputs and answers with their artifacts. */
function addOutputs(
  texts: Map<string, string>,
  prefix: string,
  outputs: NodeOutputs | undefined,
): ReadonlyMap<string, GoStruct> {
  if (outputs?.result !== undefined) texts.set(`${prefix}.outputs.result`, outputs.result);
  if (outputs?.exitCode !== undefined) texts.set(`${prefix}.exitCode`, outputs.exitCode);
  for (const { name, value } of outputs?.parameters ?? []) {
    if (value !== undefined) texts.set(`${prefix}.outputs.parameters.${name}`, value);
  }
  const artifacts = outputs?.artifacts ?? [];
  return new Map(
    artifacts.map((artifact) => [`${prefix}.outputs.artifacts.${artifact.name}`, artifactValue(artifact)]),
  );
}

/** Makes the outputs of the workflow known: `workflow.outputs.parameters.<name>` (`addWorkflowOutputsToLocalScope`). */
export function addWorkflowOutputsToScope(scope: Scope, outputs: NodeOutputs | undefined): void {
  if (outputs === undefined) return;
  for (const { name, value } of outputs.parameters ?? []) {
    if (value !== undefined) scope.set(`workflow.outputs.parameters.${name}`, value);
  }
  for (const artifact of outputs.artifacts ?? []) scope.set(`workflow.outputs.artifacts.${artifact.name}`, artifact);
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
