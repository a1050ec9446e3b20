import type { NodeStatus } from "../engine/model/node-status.ts";
import { templateNameOfNode } from "../engine/model/template-name-of-node.ts";

/** One requirement of a field selector. */
export interface FieldRequirement {
  readonly field: string;
  readonly operator: "=" | "!=";
  readonly value: string;
}

/** Requirements that must all hold (Kubernetes' `fields.Selector`). */
export interface FieldSelector {
  readonly requirements: readonly FieldRequirement[];
}

export type ParsedFieldSelector =
  | { readonly ok: true; readonly selector: FieldSelector }
  | { readonly ok: false; readonly error: string };

/** Reads `field=value,field!=value`, where `\` escapes `\`, `,` and `=` of a value (`fields.ParseSelector`). */
export function parseFieldSelector(text: string): ParsedFieldSelector {
  const requirements: FieldRequirement[] = [];
  for (const term of splitTerms(text).sort()) {
    if (term === "") continue;
    const parts = /^(?<field>.*?)(?<operator>!=|==|=)(?<value>.*)$/s.exec(term)?.groups;
    if (parts === undefined) return { ok: false, error: `invalid selector: '${text}'; can't understand '${term}'` };
    const { field = "", operator, value = "" } = parts;
    const unescaped = unescapeValue(value);
    if (!unescaped.ok) return unescaped;
    requirements.push({ field, operator: operator === "!=" ? "!=" : "=", value: unescaped.text });
  }
  return { ok: true, selector: { requirements } };
}

function splitTerms(text: string): string[] {
  const terms = [""];
  let escaped = false;
  for (const character of text) {
    if (character === "," && !escaped) terms.push("");
    else terms[terms.length - 1] += character;
    escaped = character === "\\" && !escaped;
  }
  return terms;
}

type UnescapedValue = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly error: string };

function unescapeValue(value: string): UnescapedValue {
  let text = "";
  let escaped = false;
  for (const character of value) {
    const special = character === "\\" || character === "," || character === "=";
    if (escaped) {
      if (!special) return { ok: false, error: `invalid field selector: invalid escape sequence: \\${character}` };
      text += character;
      escaped = false;
    } else if (character === "\\") {
      escaped = true;
    } else if (special) {
      const error = `invalid field selector: unescaped character in value: ${character.codePointAt(0)}`;
      return { ok: false, error };
    } else {
      text += character;
    }
  }
  if (escaped) return { ok: false, error: "invalid field selector: invalid escape sequence: \\" };
  return { ok: true, text };
}

/** Whether a node has what a selector asks for; a field that it lacks counts as empty (`SelectorMatchesNode`). */
export function selectsNode(selector: FieldSelector, node: NodeStatus): boolean {
  return selector.requirements.every(
    ({ field, operator, value }) => (nodeField(node, field) === value) === (operator === "="),
  );
}

function nodeField(node: NodeStatus, field: string): string {
  switch (field) {
    case "displayName":
      return node.displayName;
    case "templateName":
      return templateNameOfNode(node);
    case "phase":
      return node.phase;
    case "name":
      return node.name;
    case "id":
      return node.id;
    case "templateRef.name":
      return node.templateRef?.name ?? "";
    case "templateRef.template":
      return node.templateRef?.template ?? "";
    default:
      return inputParameter(node, field);
  }
}

function inputParameter(node: NodeStatus, field: string): string {
  const name = /^inputs\.parameters\.(.*)\.value$/s.exec(field)?.[1];
  return node.inputs?.parameters?.findLast((parameter) => parameter.name === name)?.value ?? "";
}
