import { marshalJson, quote } from "../../../expression/go-format.ts";
import { fromPlain } from "../../../expression/value.ts";
import type { JsonObject, JsonValue } from "../../../manifest/types.ts";
import { parseYamlText } from "../../../manifest/yaml-document.ts";
import { yamlText } from "../../../manifest/yaml-text.ts";
import { fail, succeed, type ValueResult } from "../../variables/variables.ts";

/** The manifest of an object with a workflow added to its owners; it is read and written anew for that. */
export function addOwner(
  manifest: string,
  workflow: { readonly name: string; readonly uid: string },
): ValueResult<string> {
  const { documents, diagnostics } = parseYamlText("manifest", manifest);
  const problem = diagnostics.find(({ severity }) => severity === "error");
  if (problem !== undefined)
    return fail(`error converting YAML to JSON: yaml: ${goProblem(problem.message, manifest)}`);
  const object = documents[0]?.value ?? null;
  if (!isObject(object) || typeof object.kind !== "string" || object.kind === "") {
    return fail(`Object 'Kind' is missing in '${marshalJson(fromPlain(object))}'`);
  }
  const metadata = isObject(object.metadata ?? null) ? (object.metadata as JsonObject) : {};
  const owner = { apiVersion: "argoproj.io/v1alpha1", kind: "Workflow", ...workflow };
  const ownerReferences = [
    ...((metadata.ownerReferences ?? []) as readonly JsonValue[]),
    { ...owner, controller: true, blockOwnerDeletion: true },
  ];
  return succeed(yamlText({ ...object, metadata: { ...metadata, ownerReferences } }));
}

/** A tag without quotes is a map in a map to YAML: the inner one would be a key. */
function goProblem(message: string, manifest: string): string {
  const [, tag] = /\{\{\s*([^{}]*?)\s*\}\}/.exec(manifest) ?? [];
  if (message !== "a map key must be a scalar" || tag === undefined) return message;
  return `invalid map key: map[interface {}]interface {}{${quote(tag)}:interface {}(nil)}`;
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
