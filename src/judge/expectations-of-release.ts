import { satisfies } from "semver";
import type { Expectations, ReleaseExpectations } from "../scenario/expect-schema.ts";

/** What a scenario expects on one release: its sections, replaced by those of each range that the release is in. */
export function expectationsOfRelease(expect: Expectations | undefined, version: string): ReleaseExpectations {
  const { engines = {}, ...everywhere } = expect ?? {};
  const special = Object.entries(engines).filter(([range]) => satisfies(version, range, { includePrerelease: true }));
  return Object.assign({}, everywhere, ...special.map(([, sections]) => sections)) as ReleaseExpectations;
}

/** Where a section comes from that holds on a release, as a path below `expect`. */
export function originOfSection(expect: Expectations | undefined, version: string, section: string): readonly string[] {
  const ranges = Object.entries(expect?.engines ?? {});
  const last = ranges.findLast(
    ([range, sections]) => section in sections && satisfies(version, range, { includePrerelease: true }),
  );
  return last === undefined ? [section] : ["engines", last[0], section];
}
