import type { Release } from "../../releases/release.ts";

/** How long after its start a process has filled its caches and its workers begin, in milliseconds. */
const startupTime = 5;

/** How much longer that takes when pods are watched only after the workflows were listed. */
const podWatchTime = 100;

/** How long after the start of a process its workers begin, in milliseconds. */
export function startupTimeOf(release: Release): number {
  return startupTime + podWatchDelay(release);
}

/** How long after the start of a process its pods are listed, in milliseconds. */
export function podWatchDelay(release: Release): number {
  return release.has("pods-watched-with-workflows") ? 0 : podWatchTime;
}
