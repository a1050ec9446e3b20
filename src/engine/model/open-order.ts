import type { NodeStatus } from "./node-status.ts";

/** Up to so many entries a Go map keeps in the order of their insertion, and visits them from any of them on. */
export const smallMap = 8;

/** Things of one sort that the real controller goes through in an order that it leaves open. */
export interface OpenOrder<Item> {
  /** What is gone through, for example `dependencies`. */
  readonly what: string;
  /** The name of an item, which tells it apart from the others. */
  readonly nameOf: (item: Item) => string;
  /**
   * Which orders there are. `round`: the items are in a Go map that was filled just now as they are listed, so that Go
   * begins anywhere and goes round once, unless it is larger than {@link smallMap}. `roundByName`: likewise, but the
   * map came from JSON, where keys are sorted.
   * `any`: the map was copied again and again while it grew, or each item has a goroutine of its own.
   */
  readonly goes: "round" | "roundByName" | "any";
}

/** `status.nodes`, which is copied with the workflow. */
export const nodesOfWorkflow: OpenOrder<NodeStatus> = { what: "nodes", nameOf: ({ name }) => name, goes: "any" };

/** The name of an item that is a name. */
export function itself(name: string): string {
  return name;
}

/** The name of an entry of a map. */
export function keyOf([key]: readonly [string, unknown]): string {
  return key;
}
