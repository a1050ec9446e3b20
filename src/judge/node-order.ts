import { objectKey } from "../cluster/api-server/object-key.ts";
import type { Order } from "../scenario/expect-schema.ts";
import { matchesNode } from "../scenario/glob.ts";
import type { NodeView } from "../timeline/node-view.ts";
import { type Moment, nodePatternIn } from "./moment.ts";

/** When a node was first seen, and when it was first seen finished, as indexes of status changes. */
interface Life {
  readonly namespace: string;
  readonly name: string;
  readonly node: NodeView;
  readonly started: number;
  finished: number;
}

const finalPhases: ReadonlySet<string> = new Set(["Succeeded", "Skipped", "Failed", "Error", "Omitted"]);

/** Notes when the nodes of a run start and finish, and says which expected order they break. */
export class NodeOrder {
  readonly #lives = new Map<string, Life>();

  observe({ index, namespace, changed }: Moment): void {
    for (const [name, node] of Object.entries(changed)) {
      const key = objectKey(namespace, name);
      const life = this.#lives.get(key);
      const finished = finalPhases.has(node.phase) ? index : Number.POSITIVE_INFINITY;
      if (life === undefined) this.#lives.set(key, { namespace, name, node, started: index, finished });
      else if (finished < life.finished) life.finished = finished;
    }
  }

  /** Why the order is broken, or undefined. Nodes that change in the same reconcile count as in order. */
  failureOf(order: Order): string | undefined {
    const [patterns, earlier, later] =
      "starts" in order
        ? ([order.starts, "started", "started"] as const)
        : "finishes" in order
          ? ([order.finishes, "finished", "finished"] as const)
          : ([order, "finished", "started"] as const);
    for (const [index, pattern] of patterns.entries()) {
      if (this.#like(pattern).length === 0) return `no node ${pattern} has existed`;
      const next = patterns[index + 1];
      if (next === undefined) continue;
      const [last, first] = [this.#last(pattern, earlier), this.#first(next, later)];
      if (last !== undefined && first !== undefined && last[earlier] > first[later]) {
        return `${first.name} ${later} before ${last.name} ${earlier}`;
      }
    }
    return undefined;
  }

  #like(given: string): Life[] {
    return [...this.#lives.values()].filter(({ namespace, name, node: { displayName = "" } }) =>
      matchesNode(nodePatternIn(namespace, given), { name, displayName }),
    );
  }

  #last(pattern: string, moment: "started" | "finished"): Life | undefined {
    return this.#like(pattern).sort((left, right) => right[moment] - left[moment])[0];
  }

  #first(pattern: string, moment: "started" | "finished"): Life | undefined {
    return this.#like(pattern).sort((left, right) => left[moment] - right[moment])[0];
  }
}
