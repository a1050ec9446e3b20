import { objectKey } from "../cluster/api-server/object-key.ts";
import { nearestName } from "../manifest/nearest-name.ts";
import type { FinalPods } from "../scenario/expect-schema.ts";
import { matchesNode } from "../scenario/glob.ts";
import type { PodLife } from "../timeline/pod-life.ts";
import { type Moment, nodePatternIn } from "./moment.ts";

interface Pods {
  created: number;
  left: number;
}

/** Counts the pods that are created and deleted in a run, by their node. */
export class PodCount {
  readonly #pods: readonly PodLife[];
  readonly #displayNames = new Map<string, string>();

  constructor(pods: readonly PodLife[]) {
    this.#pods = pods;
  }

  /** Pods are known by the name of their node; patterns may speak of display names, too. */
  observe({ namespace, changed }: Moment): void {
    for (const [name, { displayName }] of Object.entries(changed)) {
      if (displayName !== undefined) this.#displayNames.set(objectKey(namespace, name), displayName);
    }
  }

  failureOf(pattern: string, expected: number | FinalPods): string | undefined {
    const { created, left } = typeof expected === "number" ? { created: expected } : expected;
    const found = this.#sum(pattern);
    if (created !== undefined && found.created !== created) {
      const hint = found.created === 0 ? this.#hint(pattern) : "";
      return `${counted(found.created)} of nodes ${pattern} created, not ${created}${hint}`;
    }
    return left !== undefined && found.left !== left
      ? `${counted(found.left)} of nodes ${pattern} left, not ${left}`
      : undefined;
  }

  /** What a pattern that no pod's node has may have meant: attempts are nodes of their own, and others are misspelt. */
  #hint(pattern: string): string {
    const attempts = [`${pattern}(*)`, `*.${pattern}(*)`].find((one) => this.#sum(one).created > 0);
    if (attempts !== undefined) return `; each attempt is a node of its own: "${attempts}"`;
    const names = this.#pods.flatMap(({ namespace, title: name }) => {
      const displayName = this.#displayNames.get(objectKey(namespace, name)) ?? name;
      return [name, displayName, displayName.replace(/\([^()]*\)$/, "")];
    });
    const nearest = nearestName(pattern, names);
    return nearest === undefined ? "" : `; did you mean "${nearest}"?`;
  }

  #sum(pattern: string): Pods {
    const sum: Pods = { created: 0, left: 0 };
    for (const { namespace, title, deletedAt } of this.#pods) {
      const displayName = this.#displayNames.get(objectKey(namespace, title)) ?? title;
      if (!matchesNode(nodePatternIn(namespace, pattern), { name: title, displayName })) continue;
      sum.created++;
      if (deletedAt === undefined) sum.left++;
    }
    return sum;
  }
}

function counted(number: number): string {
  return number === 1 ? "1 pod is" : `${number} pods are`;
}
