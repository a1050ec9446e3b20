import type { NodePhase, NodeStatus } from "../model/node-status.ts";
import type { Nodes } from "../model/nodes.ts";

export interface Branch {
  readonly id: string;
  readonly phase: NodePhase;
}

/** Branches to follow, each pair of node and phase once (`uniquePhaseNodeQueue`). */
export class BranchQueue {
  readonly #queue: Branch[] = [];
  readonly #seen = new Set<string>();
  #head = 0;

  add(ids: readonly string[], phase: NodePhase): void {
    for (const id of ids) {
      const key = `${id}-${phase}`;
      if (this.#seen.has(key)) continue;
      this.#seen.add(key);
      this.#queue.push({ id, phase });
    }
  }

  /** The branch to follow next, which stays next until it is removed. */
  get first(): Branch | undefined {
    return this.#queue[this.#head];
  }

  removeFirst(): void {
    this.#head++;
  }
}

/** How far an assessment of a DAG came. */
export interface Assessment {
  readonly queue: BranchQueue;
  /** By node id, what each target has come to so far. */
  readonly targetPhases: Map<string, NodePhase | undefined>;
  /** The nodes that it has looked at, by id. */
  readonly passed: Map<string, NodeStatus>;
}

/** The last assessment of a DAG that ended at a node which still ran; the next goes on from there. */
export class AssessedBranches {
  #last: { readonly assessment: Assessment; readonly version: Nodes } | undefined;

  /** The last assessment, unless a node that it has passed is another by now. */
  resume(nodes: Nodes): Assessment | undefined {
    if (this.#last === undefined) return undefined;
    const { assessment, version } = this.#last;
    this.#last = undefined;
    const { passed } = assessment;
    for (const id of nodes.keysChangedSince(version, passed.size) ?? passed.keys()) {
      const before = passed.get(id);
      if (before !== undefined && !isSameBranch(before, nodes.get(id))) return undefined;
    }
    return assessment;
  }

  keep(assessment: Assessment, version: Nodes): void {
    this.#last = { assessment, version };
  }
}

/** Whether two versions of a node lead an assessment on in the same way. */
function isSameBranch(before: NodeStatus, after: NodeStatus | undefined): boolean {
  return (
    before.phase === after?.phase &&
    before.children === after.children &&
    before.daemoned === after.daemoned &&
    before.taskResultSynced === after.taskResultSynced &&
    before.nodeFlag === after.nodeFlag
  );
}
