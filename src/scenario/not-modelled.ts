import type { SourcePosition } from "../manifest/diagnostic.ts";
import type { LoadedObject } from "../manifest/load-manifests.ts";
import type { JsonValue } from "../manifest/types.ts";
import type { DocumentPath } from "../manifest/yaml-document.ts";

/** Something that a manifest asks for and that is played otherwise than in most clusters. */
export interface NotModelled {
  readonly message: string;
  readonly hint: string;
  readonly source: SourcePosition;
}

/** What of the manifests is not modelled: locks that a database keeps. */
export function notModelled(objects: readonly LoadedObject[]): readonly NotModelled[] {
  return objects.flatMap((object) =>
    databaseLocks(object.value as unknown as JsonValue, []).map((path) => ({
      message: "locks in a database are not modelled: the controller is one that has no database",
      hint: "Use a mutex without `database`, or a semaphore with `configMapKeyRef`.",
      source: object.position(path),
    })),
  );
}

/** Where a `synchronization` block, wherever it stands, has a lock that says `database`. */
function databaseLocks(value: JsonValue, path: DocumentPath): readonly DocumentPath[] {
  if (typeof value !== "object" || value === null) return [];
  const entries: readonly (readonly [string | number, JsonValue])[] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value);
  return entries.flatMap(([key, item]) => {
    const at = [...path, key];
    return key === "synchronization" ? locksWithDatabase(item, at) : databaseLocks(item, at);
  });
}

function locksWithDatabase(value: JsonValue, path: DocumentPath): readonly DocumentPath[] {
  if (typeof value !== "object" || value === null) return [];
  const found: DocumentPath[] = [];
  for (const [key, item] of Object.entries(value)) {
    if (key === "database" && item !== false) found.push([...path, key]);
    else found.push(...locksWithDatabase(item, [...path, Array.isArray(value) ? Number(key) : key]));
  }
  return found;
}
