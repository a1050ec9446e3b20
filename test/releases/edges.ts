import { compare } from "semver";
import { affects, type Difference, type DifferenceId, type Release, releaseOf } from "../../src/releases/index.ts";

function patches(line: string, from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => `${line}.${from + index}`);
}

function candidates(version: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${version}-rc${index + 1}`);
}

/** The releases of the modelled lines as upstream has tagged them (there is no v3.6.1), in the order of versions. */
const tagged: readonly string[] = [
  ...patches("v3.5", 0, 15),
  ...candidates("v3.6.0", 4),
  "v3.6.0",
  ...patches("v3.6", 2, 19),
  ...candidates("v3.7.0", 4),
  ...patches("v3.7", 0, 18),
  ...candidates("v4.0.0", 4),
  ...patches("v4.0", 0, 10),
  ...candidates("v4.1.0", 2),
  ...patches("v4.1", 0, 2),
].sort(compare);

export interface Edge {
  readonly affected: string;
  readonly mended: string;
}

/** The neighbouring releases of which one behaves in the way of a difference and the other does not. */
export function edgesOf(difference: Difference): readonly Edge[] {
  const edges: Edge[] = [];
  for (const [index, later] of tagged.entries()) {
    const earlier = tagged[index - 1];
    if (earlier === undefined || affects(difference, earlier) === affects(difference, later)) continue;
    edges.push(
      affects(difference, earlier) ? { affected: earlier, mended: later } : { affected: later, mended: earlier },
    );
  }
  return edges;
}

export function release(version: string): Release {
  const found = releaseOf(version);
  if (!found.ok) throw new Error(found.error);
  return found.release;
}

/** A release that behaves as another one does, but for one difference. */
export function flipped(of: Release, id: DifferenceId): Release {
  return { version: of.version, has: (difference) => (difference === id) !== of.has(difference) };
}
