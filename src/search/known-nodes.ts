import type { NodePhase, NodeType } from "../engine/model/node-status.ts";
import type { PlayResult } from "../play/play-result.ts";

/** A node that some run had. */
export interface KnownNode {
  readonly name: string;
  readonly type: NodeType;
  readonly templateName: string | undefined;
}

/** A node with a phase that it was in: something for an action to wait for. */
export interface Anchor {
  readonly node: string;
  readonly phase: NodePhase;
}

/** What a search has learnt about the workflows from the runs so far. */
export class KnownNodes {
  readonly #nodes = new Map<string, KnownNode>();
  readonly #anchors = new Map<string, Anchor>();
  #longest = 0;

  learn({ events, workflows, endedAt }: Pick<PlayResult, "events" | "workflows" | "endedAt">): void {
    for (const event of events) {
      if (event.kind !== "status") continue;
      for (const [name, { phase }] of Object.entries(event.data.nodes ?? {})) {
        const key = `${phase} ${name}`;
        if (!this.#anchors.has(key)) this.#anchors.set(key, { node: name, phase });
      }
    }
    for (const { status } of workflows) {
      for (const { name, type, templateName } of status.nodes.values()) {
        if (!this.#nodes.has(name)) this.#nodes.set(name, { name, type, templateName });
      }
      // What happens once a workflow is done is of little interest.
      this.#longest = Math.max(this.#longest, status.finishedAt ?? endedAt);
    }
  }

  get anchors(): readonly Anchor[] {
    return [...this.#anchors.values()];
  }

  /** The nodes that have pods. */
  get podNodes(): readonly KnownNode[] {
    return [...this.#nodes.values()].filter(({ type }) => type === "Pod");
  }

  /** When the last of the workflows ended in the longest run, in virtual milliseconds. */
  get longest(): number {
    return this.#longest;
  }
}
