import { escapeJson, quote } from "../../expression/go-format.ts";
import type { Release } from "../../releases/release.ts";
import { type PodNameVersion, podName } from "../model/node-identity.ts";
import { isFailedOrError } from "../model/node-predicates.ts";
import type { NodeStatus } from "../model/node-status.ts";
import { formatTimestamp } from "./timestamps.ts";

export interface FailuresContext {
  readonly workflowName: string;
  /** The controller's own scheme of pod names; upstream does not ask the workflow's annotation here. */
  readonly podNameVersion: PodNameVersion;
  readonly release: Pick<Release, "has">;
  readonly epoch: number;
}

/**
 * The value of `workflow.failures`: failed nodes as JSON, quoted once more so that the quotes survive substitution;
 * `"null"` for none (`operator.go: operate`).
 *
 * @param nodes - the nodes of the workflow in the order in which they are visited
 */
export function workflowFailures(nodes: Iterable<NodeStatus>, context: FailuresContext): string {
  const failures = [...nodes].filter((node) => isFailedOrError(node.phase)).map((node) => failureJson(node, context));
  return quote(failures.length === 0 ? "null" : `[${failures.join(",")}]`);
}

function failureJson(node: NodeStatus, context: FailuresContext): string {
  const templateName = (node.templateRef === undefined ? node.templateName : node.templateRef.template) ?? "";
  const { podNameVersion, workflowName, release } = context;
  const fields = {
    displayName: node.displayName,
    message: node.message ?? "",
    templateName,
    phase: node.phase,
    podName: podName(podNameVersion, workflowName, node.name, templateName, release),
  };
  const texts = Object.entries(fields).map(([field, text]) => `"${field}":"${escapeJson(text)}"`);
  const finishedAt = node.finishedAt === undefined ? "null" : `"${formatTimestamp(node.finishedAt, context)}"`;
  return `{${texts.join(",")},"finishedAt":${finishedAt}}`;
}
