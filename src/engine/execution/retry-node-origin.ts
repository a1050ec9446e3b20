import type { NodeOrigin } from "../reconcile/nodes/initialize-node.ts";

/**
 * What a Retry node is made from. That of a hook shows `retried` beside `hooked`, because upstream marks the attempts on
 * the very object that the Retry node was given.
 */
export function retryNodeOrigin(origin: NodeOrigin): NodeOrigin {
  return origin.nodeFlag === undefined ? origin : { ...origin, nodeFlag: { ...origin.nodeFlag, retried: true } };
}
