import type { JsonValue } from "../../manifest/types.ts";

/** One requirement of a `successCondition` or `failureCondition`. */
type Requirement = (value: string | undefined) => boolean;

/** Requirements by the path of the field that each is about. */
export type ResourceCondition = readonly { readonly path: string; readonly meets: Requirement }[];

export type ParsedCondition =
  | { readonly ok: true; readonly condition: ResourceCondition }
  | { readonly ok: false; readonly error: string };

const path = String.raw`(?<path>[\w./\\-]+)`;
const inSet = new RegExp(String.raw`^${path}\s+(?<operator>in|notin)\s*\((?<values>[^()]*)\)$`);
const compared = new RegExp(String.raw`^${path}\s*(?<operator>==|=|!=|>|<)\s*(?<value>[\w.-]*)$`);
const present = new RegExp(`^(?<not>!?)${path}$`);

/** Reads requirements such as `status.phase == Succeeded`, joined by commas (`labels.Parse`). */
export function parseCondition(text: string): ParsedCondition {
  const condition = [];
  for (const term of text.split(/,(?![^()]*\))/).map((part) => part.trim())) {
    if (term === "") continue;
    const requirement = parseRequirement(term);
    if (requirement === undefined) return { ok: false, error: `unable to parse requirement: ${term}` };
    condition.push(requirement);
  }
  return { ok: true, condition };
}

function parseRequirement(term: string): ResourceCondition[number] | undefined {
  const set = inSet.exec(term)?.groups;
  if (set !== undefined) {
    const values = new Set(set.values?.split(",").map((value) => value.trim()));
    const isMember = (value: string | undefined) => value !== undefined && values.has(value);
    return { path: set.path ?? "", meets: set.operator === "in" ? isMember : (value) => !isMember(value) };
  }
  const comparison = compared.exec(term)?.groups;
  if (comparison !== undefined) {
    return { path: comparison.path ?? "", meets: comparing(comparison.operator ?? "", comparison.value ?? "") };
  }
  const existence = present.exec(term)?.groups;
  if (existence === undefined) return undefined;
  return { path: existence.path ?? "", meets: (value) => (value === undefined) === (existence.not === "!") };
}

function comparing(operator: string, wanted: string): Requirement {
  switch (operator) {
    case "!=":
      return (value) => value !== wanted;
    case ">":
      return (value) => value !== undefined && Number(value) > Number(wanted);
    case "<":
      return (value) => value !== undefined && Number(value) < Number(wanted);
    default:
      return (value) => value === wanted;
  }
}

/** Whether an object meets all requirements. */
export function meetsAll(condition: ResourceCondition, object: JsonValue): boolean {
  return condition.every(({ path, meets }) => meets(textAt(object, path)));
}

/** Whether an object meets any requirement. */
export function meetsAny(condition: ResourceCondition, object: JsonValue): boolean {
  return condition.some(({ path, meets }) => meets(textAt(object, path)));
}

/** The text of the field at a path such as `status.conditions.0.type`; a dot in a name follows a backslash (gjson). */
function textAt(object: JsonValue, path: string): string | undefined {
  let value: JsonValue | undefined = object;
  for (const key of path.split(/(?<!\\)\./).map((part) => part.replaceAll("\\", ""))) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Readonly<Record<string, JsonValue>>)[key];
  }
  if (value === undefined) return undefined;
  if (value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
