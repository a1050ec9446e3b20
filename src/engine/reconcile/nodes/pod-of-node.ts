import { podName, podNameVersion } from "../../model/node-identity.ts";
import type { NodeStatus } from "../../model/node-status.ts";
import type { Pod } from "../../model/pod.ts";
import type { Operation } from "../operation.ts";

/** The pod of a node as the informer shows it, if it is there (`podExists`). */
export function podOfNode(operation: Operation, node: NodeStatus): Pod | undefined {
  return operation.ports.caches.podOfNode(operation.namespace, node.id);
}

/** Name that the pod of a node has or would have (`GeneratePodName`). */
export function podNameOf(operation: Operation, nodeName: string, templateName: string | undefined): string {
  const { configuration, release } = operation.ports;
  const version = podNameVersion(operation.metadata.annotations, configuration.environment);
  return podName(version, operation.name, nodeName, templateName, release);
}

/** Name of a node's pod, from the template that the node names. */
export function podNameOfNode(operation: Operation, node: NodeStatus): string {
  return podNameOf(operation, node.name, node.templateRef?.template ?? node.templateName);
}
