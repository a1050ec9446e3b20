import type { Violation } from "../invariants/invariant.ts";
import type { SearchFinding } from "./finding.ts";
import { violationsOf } from "./finding.ts";
import type { Anchor } from "./known-nodes.ts";
import { simplerVariants } from "./simpler-variants.ts";
import type { Variant } from "./variant.ts";

/** Plays a variant, and tells what it violates. */
export type PlayVariant = (variant: Variant) => readonly Violation[];

/** As many plays as one finding may cost. */
const mostPlays = 300;

/** Makes the variant of a finding as simple as single steps can, while it still shows the same violation. */
export function shrink(finding: SearchFinding, anchors: readonly Anchor[], play: PlayVariant): SearchFinding {
  let current = finding;
  let plays = 0;
  for (let simpler: SearchFinding | undefined = current; simpler !== undefined; ) {
    simpler = undefined;
    for (const variant of simplerVariants(current.variant, anchors)) {
      if (++plays > mostPlays) return current;
      const violations = violationsOf(play(variant), finding.signature);
      if (violations === undefined) continue;
      simpler = { ...current, variant, violations };
      current = simpler;
      break;
    }
  }
  return current;
}
