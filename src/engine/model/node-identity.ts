import type { Release } from "../../releases/release.ts";
/**
 * How nodes and pods are named. A node's id and its pod's name follow from its name alone, so the controller finds
 * them again after any restart.
 */

import { fnv32a } from "../../expression/fnv.ts";

/** Which scheme pod names follow: `v1` is the node's id, `v2` has the template's name in it. */
export type PodNameVersion = "v1" | "v2";

/** Annotation of a workflow that fixes its scheme of pod names when it starts. */
export const podNameFormatAnnotation = "workflows.argoproj.io/pod-name-format";

/** The id of the node of this name (`Workflow.NodeID`). */
export function nodeID(workflowName: string, nodeName: string): string {
  return nodeName === workflowName ? workflowName : `${workflowName}-${fnv32a(nodeName)}`;
}

/** Longest name of a Kubernetes object, less the ten digits of the hash and the dash before them. */
const longestPodNamePrefix = 253 - 10 - 1;

/** The name of a node's pod (`workflow/util/pod_name.go: GeneratePodName`). */
export function podName(
  version: PodNameVersion,
  workflowName: string,
  nodeName: string,
  templateName: string | undefined,
  release: Pick<Release, "has">,
): string {
  if (version === "v1") return nodeID(workflowName, nodeName);
  if (workflowName === nodeName) return workflowName;
  const hasTemplateName = release.has("pod-name-inline-by-node-name") ? !nodeName.includes(".inline") : !!templateName;
  const prefix = hasTemplateName ? `${workflowName}-${templateName ?? ""}` : workflowName;
  return `${prefix.slice(0, longestPodNamePrefix)}-${fnv32a(nodeName)}`;
}

/** The scheme of pod names of a workflow: its annotation, else the controller's `POD_NAMES`, else `v2`. */
export function podNameVersion(
  annotations: Readonly<Record<string, string>> | undefined,
  environment: Readonly<Record<string, string>>,
): PodNameVersion {
  const version = annotations?.[podNameFormatAnnotation] ?? environment.POD_NAMES;
  return version === "v1" ? "v1" : "v2";
}

/** Matches what separates a step or task from its boundary: `[0].` or `.`. */
const boundarySeparator = /^(\[\d+\])?\./;

/** What a node is called below its boundary: its name less the boundary's, and less the separator. */
export function displayNameOf(nodeName: string, boundaryName: string): string {
  const name = nodeName.startsWith(boundaryName) ? nodeName.slice(boundaryName.length) : nodeName;
  return name.replace(boundarySeparator, "");
}

/** The name of the n-th group of a Steps node. */
export function stepGroupName(stepsName: string, index: number): string {
  return `${stepsName}[${index}]`;
}

/** The name of a step below its group, or of a task below its DAG. */
export function invocationNodeName(parentName: string, invocationName: string): string {
  return `${parentName}.${invocationName}`;
}

/** The name of an attempt of a retried node; attempts count from 0. */
export function attemptName(retryName: string, attempt: number): string {
  return `${retryName}(${attempt})`;
}

/**
 * The name of one item of a loop (`operator.go: generateNodeName`). Parentheses of the item's text are left out, so
 * that they only ever mark items and attempts; the index keeps names apart.
 */
export function loopItemName(name: string, index: number, itemText: string): string {
  return `${name}(${index}:${itemText.replaceAll(/[()]/g, "")})`;
}

/** The name of the node of a container of a container set. */
export function containerNodeName(podNodeName: string, containerName: string): string {
  return `${podNodeName}.${containerName}`;
}

/** The name of the node of a lifecycle hook (`hooks.go: generateLifeHookNodeName`). */
export function hookNodeName(parentName: string, hookName: string): string {
  return `${parentName}.hooks.${hookName}`;
}

/** The name of the node of an exit handler (`common.GenerateOnExitNodeName`). */
export function onExitNodeName(parentName: string): string {
  return `${parentName}.onExit`;
}

/** The name of the agent's pod (`operator_agent.go: getAgentPodName`). */
export function agentPodName(workflowName: string): string {
  return `${nodeID(workflowName, "agent")}-agent`;
}

/**
 * The step or task that a node runs, without its loop item, attempts and step group: `fanout` of
 * `demo.fanout(0:1)(0)[0]` (`operator.go: getStepOrDAGTaskName`).
 */
export function invocationNameOf(nodeName: string): string {
  let end = nodeName.length;
  let opener = "";
  for (; end > 0; end--) {
    const character = nodeName.charAt(end - 1);
    if (character === opener) opener = "";
    else if (opener !== "") continue;
    else if (character === ")") opener = "(";
    else if (character === "]") opener = "[";
    else break;
  }
  const name = end === 0 ? nodeName : nodeName.slice(0, end);
  return name.slice(name.lastIndexOf(".") + 1);
}
