import { didYouMean } from "../manifest/nearest-name.ts";
import { matchesNode } from "../scenario/glob.ts";
import type { ActionCondition } from "../scenario/schema.ts";
import type { RunEvent } from "../timeline/run-event.ts";
import { moments } from "./moment.ts";

/** What may be wrong with a condition that never came true, as the run shows. */
export function unfiredHint({ node, phase }: ActionCondition, events: readonly RunEvent[]): string | undefined {
  if (node === undefined) return undefined;
  const displayNames = new Set<string>();
  const phases = new Map<string, Set<string>>();
  for (const { changed } of moments(events)) {
    for (const [name, { displayName = name, phase: current }] of Object.entries(changed)) {
      displayNames.add(displayName);
      if (!matchesNode(node, { name, displayName })) continue;
      phases.set(name, (phases.get(name) ?? new Set()).add(current));
    }
  }
  const [found] = phases;
  if (found === undefined) return didYouMean(node, [...displayNames]);
  const [name, seen] = found;
  if (phase === undefined || seen.has(phase)) return undefined;
  return `${name} was ${[...seen].join(", then ")}. A phase is seen only if it lasts until the controller looks again.`;
}
