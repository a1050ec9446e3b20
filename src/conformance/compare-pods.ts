import { isSameJson } from "../manifest/same-json.ts";
import type { GivenView } from "../timeline/pod-view.ts";
import { type Difference, findDifferences } from "./difference.ts";

/** How what a run's pods were given compares with a recording. */
export type PodsComparison =
  | { readonly kind: "exact" }
  /** The first entry that is not equal; absent on one side when there is no such entry. */
  | {
      readonly kind: "different";
      readonly entry: string;
      readonly differences: readonly Difference[];
    };

/** More differences than this in one entry tell nothing more. */
const mostDifferences = 20;

/** Compares entry by entry, up to where the recording goes. */
export function comparePods(
  recorded: readonly GivenView[],
  played: readonly GivenView[],
  end = Number.POSITIVE_INFINITY,
): PodsComparison {
  const [expected = [], got = []] = [recorded, played].map((views) => views.filter(({ t }) => t <= end));
  for (let index = 0; index < Math.max(expected.length, got.length); index++) {
    const [left, right] = [expected[index], got[index]];
    if (isSameJson(left, right)) continue;
    const isSameEntry = left !== undefined && right !== undefined && titleOf(left) === titleOf(right);
    const differences = isSameEntry
      ? findDifferences(left, right, mostDifferences)
      : [{ path: [], expected: left && titleOf(left), got: right && titleOf(right) }];
    return { kind: "different", entry: titleOf(left ?? (right as GivenView)), differences };
  }
  return { kind: "exact" };
}

function titleOf(view: GivenView): string {
  return `${view.kind} ${view.node || ("name" in view ? view.name : "")} at t=${view.t}`;
}
