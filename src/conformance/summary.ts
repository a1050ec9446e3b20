import { compare } from "semver";
import type { CaseResult, OutcomeKind } from "./conform.ts";

/** How many cases of a profile went how on one release; the outcomes add up to `total`. */
export interface ProfileSummary extends Readonly<Record<OutcomeKind, number>> {
  readonly profile: string;
  readonly engine: string;
  readonly total: number;
  /** Cases that use what the model lacks: none, since it covers all of Argo's features; readers of the JSON expect it. */
  readonly notModelled: number;
  /** Cases with a recording of what pods were given, and those of them in which it is equal. */
  readonly podsRecorded: number;
  readonly podsExact: number;
  readonly milliseconds: number;
}

const none = {
  total: 0,
  exact: 0,
  byChoice: 0,
  finalEqual: 0,
  different: 0,
  notModelled: 0,
  podsRecorded: 0,
  podsExact: 0,
  refused: 0,
  crashed: 0,
  milliseconds: 0,
};

/** Counts results by profile and release. */
export function summarize(results: Iterable<CaseResult>): readonly ProfileSummary[] {
  const summaries = new Map<string, ProfileSummary>();
  for (const result of results) {
    const { profile, engine } = result;
    const key = `${profile} ${engine}`;
    summaries.set(key, add(summaries.get(key) ?? { profile, engine, ...none }, result));
  }
  return [...summaries.values()].sort(byProfileAndRelease);
}

function byProfileAndRelease(left: ProfileSummary, right: ProfileSummary): number {
  if (left.profile !== right.profile) return left.profile < right.profile ? -1 : 1;
  return compare(left.engine, right.engine);
}

function add(summary: ProfileSummary, { outcome, pods, milliseconds }: CaseResult): ProfileSummary {
  return {
    ...summary,
    total: summary.total + 1,
    [outcome.kind]: summary[outcome.kind] + 1,
    podsRecorded: summary.podsRecorded + (pods === undefined ? 0 : 1),
    podsExact: summary.podsExact + (pods?.kind === "exact" ? 1 : 0),
    milliseconds: summary.milliseconds + milliseconds,
  };
}

/** The sum of all profiles, for each release. */
export function totalsByEngine(summaries: readonly ProfileSummary[]): readonly ProfileSummary[] {
  const totals = new Map<string, ProfileSummary>();
  for (const summary of summaries) {
    const total = totals.get(summary.engine) ?? { ...none, profile: "total", engine: summary.engine };
    totals.set(summary.engine, plus(total, summary));
  }
  return [...totals.values()].sort(byProfileAndRelease);
}

function plus(left: ProfileSummary, right: ProfileSummary): ProfileSummary {
  const sums = Object.keys(none) as (keyof typeof none)[];
  return { ...left, ...Object.fromEntries(sums.map((count) => [count, left[count] + right[count]])) };
}
