import { escapeJson, marshalJson } from "../../expression/go-format.ts";
import { fromPlain } from "../../expression/value.ts";
import type { Parameter, ValueFrom } from "../../manifest/types.ts";

const parameterFields = ["name", "default", "value", "valueFrom", "globalName", "enum", "description"] as const;

const valueFromFields = [
  "path",
  "jsonPath",
  "jqFilter",
  "event",
  "parameter",
  "supplied",
  "configMapKeyRef",
  "default",
  "expression",
] as const;

/** Parameters as JSON, with the fields in the order in which Go's encoder writes them; `null` for none. */
export function parametersJson(parameters: readonly Parameter[] | undefined): string {
  if (parameters === undefined || parameters.length === 0) return "null";
  return `[${parameters.map((parameter) => objectJson(parameter, parameterFields)).join(",")}]`;
}

function objectJson<T extends object>(object: T, fields: readonly (keyof T & string)[]): string {
  const written = fields.filter((field) => object[field] !== undefined);
  return `{${written.map((field) => `"${field}":${fieldJson(field, object[field])}`).join(",")}}`;
}

function fieldJson(field: string, value: unknown): string {
  if (typeof value === "string") return `"${escapeJson(value)}"`;
  if (field === "valueFrom") return objectJson(value as ValueFrom, valueFromFields);
  if (field === "configMapKeyRef")
    return objectJson(value as object & ValueFrom["configMapKeyRef"], configMapKeyFields);
  return marshalJson(fromPlain(value));
}

const configMapKeyFields = ["name", "key", "optional"] as never[];
