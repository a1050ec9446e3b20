import { parseJson } from "../../expression/go/json-parse.ts";
import type { Parameter } from "../../manifest/types.ts";
import type { NodeOutputs } from "../model/node-status.ts";

/** One entry of a cache: the outputs of a node under the key of its template. Times are milliseconds since 1970. */
export interface CacheEntry {
  readonly nodeID: string;
  readonly outputs?: NodeOutputs;
  /** Absent in an entry that a person wrote without it. */
  readonly creationTimestamp?: number;
  readonly lastHitTimestamp?: number;
}

export type ParsedCacheEntry =
  | { readonly ok: true; readonly entry: CacheEntry }
  | { readonly ok: false; readonly error: string };

/** An entry as a ConfigMap holds it: JSON as Go writes it, times to the second. */
export function formatCacheEntry(entry: CacheEntry): string {
  const { parameters, artifacts, result, exitCode } = entry.outputs ?? {};
  const json = JSON.stringify({
    nodeID: entry.nodeID,
    outputs: entry.outputs === undefined ? null : { parameters, artifacts, result, exitCode },
    creationTimestamp: formatTimestamp(entry.creationTimestamp),
    lastHitTimestamp: formatTimestamp(entry.lastHitTimestamp),
  });
  return json.replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function formatTimestamp(time: number | undefined): string | null {
  if (time === undefined) return null;
  return `${new Date(time).toISOString().slice(0, "2006-01-02T15:04:05".length)}Z`;
}

/** Reads an entry, also one that a person wrote: what is missing counts as empty. */
export function parseCacheEntry(text: string): ParsedCacheEntry {
  const parsed = parseJson(text);
  if (!parsed.ok) return malformed(parsed.error);
  const fields: unknown = JSON.parse(text);
  if (!isObject(fields)) return malformed("json: cannot unmarshal into Go value of type cache.Entry");
  const { nodeID, outputs, creationTimestamp, lastHitTimestamp } = fields;
  return {
    ok: true,
    entry: {
      nodeID: typeof nodeID === "string" ? nodeID : "",
      ...(isObject(outputs) ? { outputs: withTextValues(outputs) } : {}),
      ...timestamp("creationTimestamp", creationTimestamp),
      ...timestamp("lastHitTimestamp", lastHitTimestamp),
    },
  };
}

function malformed(error: string): ParsedCacheEntry {
  return { ok: false, error: `malformed cache entry: could not unmarshal JSON; unable to parse: ${error}` };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The outputs, with numbers and booleans of parameters as text, as everywhere in Argo. */
function withTextValues(outputs: Readonly<Record<string, unknown>>): NodeOutputs {
  if (!Array.isArray(outputs.parameters)) return outputs;
  const parameters = outputs.parameters.map((parameter: Parameter & { readonly value?: unknown }) =>
    parameter.value === undefined ? parameter : { ...parameter, value: String(parameter.value) },
  );
  return { ...outputs, parameters };
}

function timestamp(field: "creationTimestamp" | "lastHitTimestamp", value: unknown): Partial<CacheEntry> {
  const time = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? {} : { [field]: time };
}
