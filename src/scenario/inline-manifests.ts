import type { ManifestSource } from "../manifest/load-manifests.ts";
import type { DocumentPath, YamlDocument } from "../manifest/yaml-document.ts";
import type { Scenario } from "./schema.ts";

/** The manifests that a scenario file holds itself, under `workflow:` and `objects:`. */
export function inlineManifests(path: string, document: YamlDocument, scenario: Scenario): readonly ManifestSource[] {
  const { workflow, objects } = scenario;
  const parts: [unknown, DocumentPath][] = [];
  if (workflow !== undefined) parts.push([workflow, ["workflow"]]);
  if (typeof objects === "string") parts.push([objects, ["objects"]]);
  else for (const [index, object] of (objects ?? []).entries()) parts.push([object, ["objects", index]]);
  return parts.map(([part, place]) => inlineManifest(path, document, part, place));
}

/** The manifest that stands at a place of a scenario file: an object of its document, or a text with documents of its own. */
export function inlineManifest(
  path: string,
  document: YamlDocument,
  part: unknown,
  place: DocumentPath,
): ManifestSource {
  return typeof part === "string" ? { path: `${path}#${place.join("/")}`, text: part } : { document, place };
}
