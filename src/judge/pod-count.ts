import { nearestName } from "../manifest/nearest-name.ts";
import type { FinalPods } from "../scenario/expect-schema.ts";
import { matchesNode } from "../scenario/glob.ts";
import type { RunEvent } from "../timeline/run-event.ts";
import type { Moment } from "./moment.ts";

interface Pods {
  created: number;
  left: number;
}

/** Counts the pods that are created and deleted in a run, by their node. */
export class PodCount {
  readonly #pods = new Map<string, Pods>();
  readonly #displayNames = new Map<string, string>();

  constructor(events: readonly RunEvent[]) {
    for (const { kind, object, data } of events) {
      if (kind !== "pod") continue;
      const pods = this.#pods.get(object) ?? { created: 0, left: 0 };
      this.#pods.set(object, pods);
      if (data.startsWith("Created ")) {
        pods.created++;
        pods.left++;
      } else if (data === "Deleted") pods.left--;
    }
  }

  /** Pods are known by the name of their node; patterns may speak of display names, too. */
  observe({ changed }: Moment): void {
    for (const [name, { displayName }] of Object.entries(changed)) {
      if (displayName !== undefined) this.#displayNames.set(name, displayName);
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
    const names = [...this.#pods.keys()].flatMap((name) => {
      const displayName = this.#displayNames.get(name) ?? name;
      return [name, displayName, displayName.replace(/\([^()]*\)$/, "")];
    });
    const nearest = nearestName(pattern, names);
    return nearest === undefined ? "" : `; did you mean "${nearest}"?`;
  }

  #sum(pattern: string): Pods {
    const sum: Pods = { created: 0, left: 0 };
    for (const [name, { created, left }] of this.#pods) {
      if (!matchesNode(pattern, { name, displayName: this.#displayNames.get(name) ?? name })) continue;
      sum.created += created;
      sum.left += left;
    }
    return sum;
  }
}

function counted(number: number): string {
  return number === 1 ? "1 pod is" : `${number} pods are`;
}
