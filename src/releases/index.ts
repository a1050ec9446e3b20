import { maxSatisfying, satisfies, valid } from "semver";
import { nearestName } from "../manifest/nearest-name.ts";
import type { Difference } from "./difference.ts";
import { type DifferenceId, differences } from "./differences/index.ts";
import type { Release } from "./release.ts";

export type { Difference, DifferenceId, Release };
export { differences };

/** The release that the model describes; every other is this one with named differences. */
export const baseline = "v4.1.2";

/** The releases whose recorded timelines the model is checked against, oldest first. */
export const recordedReleases = ["v3.5.7", "v3.6.19", "v3.7.18", "v4.0.10", "v4.1.2"] as const;

/** The releases that are meant, with `all` for those above. */
export function meantReleases(names: readonly string[]): readonly string[] {
  return names.flatMap((name) => (name === "all" ? recordedReleases : [name]));
}

/** The oldest and the newest release that the differences are known for. */
const modelledRange = ">=3.5.0 <4.2.0";

export type ReleaseResult =
  | { readonly ok: true; readonly release: Release }
  | { readonly ok: false; readonly error: string };

const known = new Map<string, Release>();

/** The release of a version such as `v3.5.7`. */
export function releaseOf(version: string): ReleaseResult {
  const name = version.startsWith("v") ? version : `v${version}`;
  const found = known.get(name);
  if (found !== undefined) return { ok: true, release: found };
  const number = valid(name);
  if (number === null || !satisfies(number, modelledRange, { includePrerelease: true })) {
    return { ok: false, error: unknownRelease(version) };
  }
  const release = createRelease(name, number);
  known.set(name, release);
  return { ok: true, release };
}

function unknownRelease(version: string): string {
  const nearest = nearestName(version, recordedReleases) ?? maxSatisfying([...recordedReleases], "*");
  return `unknown controller release "${version}": releases from v3.5.0 to v4.1.x are modelled, for example ${nearest}`;
}

function createRelease(version: string, number: string): Release {
  const affected = new Set<DifferenceId>();
  for (const difference of differences) if (affects(difference, number)) affected.add(difference.id);
  return { version, has: (difference) => affected.has(difference) };
}

/** Whether a difference applies to a version. */
export function affects({ affected }: Difference, version: string): boolean {
  return satisfies(version, affected, { includePrerelease: true });
}
