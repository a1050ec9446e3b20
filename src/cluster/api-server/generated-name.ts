import type { ObjectMeta } from "../../manifest/types.ts";
import type { DraftMeta } from "./object-store.ts";

/** What Kubernetes makes names of: no vowels, and nothing that looks like something else. */
const characters = "bcdfghjklmnpqrstvwxz2456789";
const suffixLength = 5;

/**
 * Metadata with a name; without one it is made of `generateName` (`names.SimpleNameGenerator`).
 *
 * @param random a number from 0 up to, not including, 1
 */
export function named(metadata: Partial<ObjectMeta> & { readonly namespace: string }, random: () => number): DraftMeta {
  const { resourceVersion: _version, creationTimestamp: _created, deletionTimestamp: _deleted, ...kept } = metadata;
  const { name, generateName = "" } = kept;
  return { ...kept, namespace: metadata.namespace, name: name ?? generateName + randomSuffix(random) };
}

/** What the API server adds to a `generateName`. */
export function randomSuffix(random: () => number): string {
  const character = () => characters[Math.floor(random() * characters.length)];
  return Array.from({ length: suffixLength }, character).join("");
}
