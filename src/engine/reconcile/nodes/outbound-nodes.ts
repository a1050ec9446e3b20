import type { NodeStatus } from "../../model/node-status.ts";
import { templateType } from "../../model/template-type.ts";
import { loggedPanic } from "../logged-panic.ts";
import type { Operation } from "../operation.ts";
import { referredTemplate } from "./template-of-node.ts";

/** Ids of the nodes that a node ends in, to which what comes after it is connected (`getOutboundNodes`). */
export function outboundNodes(operation: Operation, id: string): string[] {
  const node = operation.nodes.get(id);
  if (node === undefined) {
    throw loggedPanic(operation, "was unable to obtain node", `was unable to obtain node for ${id}`);
  }
  switch (node.type) {
    case "Skipped":
    case "Suspend":
    case "HTTP":
    case "Plugin":
      return [id];
    case "Pod":
      return isContainerSet(operation, node) ? outboundOfChildren(operation, node) : [id];
    case "Container":
    case "TaskGroup":
      return outboundOfChildren(operation, node);
    case "Retry": {
      const last = node.children?.at(-1);
      if (last !== undefined) return [last];
      break;
    }
    case "Steps":
    case "DAG":
      if (node.memoizationStatus?.hit === true) return [id];
      break;
    case "StepGroup":
      break;
  }
  return (node.outboundNodes ?? []).flatMap((outbound) => outboundNodes(operation, outbound));
}

function isContainerSet(operation: Operation, node: NodeStatus): boolean {
  const template = referredTemplate(operation, node);
  return template !== undefined && templateType(template) === "containerSet";
}

function outboundOfChildren(operation: Operation, node: NodeStatus): string[] {
  const children = node.children ?? [];
  if (children.length === 0) return [node.id];
  if (operation.has("outbound-nodes-leave-container-set")) {
    return children.flatMap((id) => outboundNodes(operation, id));
  }
  return children.flatMap((id) => {
    const child = operation.nodes.get(id);
    if (child === undefined) {
      const message = "was unable to obtain child node for";
      throw loggedPanic(operation, `${message} child`, `${message} ${id}`);
    }
    // What follows a container is not part of its pod.
    const leavesPod = node.type === "Container" && node.boundaryID !== child.boundaryID;
    return leavesPod ? [node.id] : outboundNodes(operation, id);
  });
}
