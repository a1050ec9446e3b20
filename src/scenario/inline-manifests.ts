import { parseDocument } from "yaml";
import type { ManifestSource } from "../manifest/load-manifests.ts";
import type { DocumentPath } from "../manifest/yaml-document.ts";
import type { Scenario } from "./schema.ts";

/** The manifests that a scenario file holds itself, under `workflow:` and `objects:`. */
export function inlineManifests(path: string, text: string, scenario: Scenario): readonly ManifestSource[] {
  const { workflow, objects } = scenario;
  const parts: [unknown, DocumentPath][] = [];
  if (workflow !== undefined) parts.push([workflow, ["workflow"]]);
  if (typeof objects === "string") parts.push([objects, ["objects"]]);
  else for (const [index, object] of (objects ?? []).entries()) parts.push([object, ["objects", index]]);
  return parts.map(([part, place]) => inlineManifest(path, text, part, place));
}

/** The manifest that stands at a place of a scenario file, as an object or as text. */
export function inlineManifest(path: string, text: string, part: unknown, place: DocumentPath): ManifestSource {
  return typeof part === "string"
    ? { path: `${path}#${place.join("/")}`, text: part }
    : { path, text: keepOnly(text, place) };
}

/** The text with everything blanked but one node, so that lines and columns in it are those of the whole file. */
function keepOnly(text: string, place: DocumentPath): string {
  const node = parseDocument(text, { schema: "failsafe" }).getIn(place, true) as {
    readonly range: [number, number, number];
  };
  const [start, , end] = node.range;
  return text.slice(0, start).replaceAll(/[^\n]/g, " ") + text.slice(start, end);
}
