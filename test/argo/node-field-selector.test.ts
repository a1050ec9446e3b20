import { describe, expect, it } from "vitest";
import { parseFieldSelector, selectsNode } from "../../src/argo/node-field-selector.ts";
import { nodeOf } from "./workflow.ts";

const node = nodeOf("demo.a", {
  displayName: "a,b",
  templateName: "work",
  inputs: { parameters: [{ name: "size", value: "5=5" }] },
});

function matches(text: string): boolean | string {
  const parsed = parseFieldSelector(text);
  return parsed.ok ? selectsNode(parsed.selector, node) : parsed.error;
}

describe("a node field selector", () => {
  it.each([
    ["", true],
    ["displayName=a\\,b", true],
    ["displayName=a", false],
    ["templateName==work,phase=Succeeded", true],
    ["templateName=work,phase!=Succeeded", false],
    ["inputs.parameters.size.value=5\\=5", true],
    ["templateRef.name=", true],
    ["unknown!=x", true],
  ])("%s is %s", (text, expected) => {
    expect(matches(text)).toBe(expected);
  });

  it.each([
    ["phase", "invalid selector: 'phase'; can't understand 'phase'"],
    ["phase=a=b", "invalid field selector: unescaped character in value: 61"],
    ["phase=a\\b", "invalid field selector: invalid escape sequence: \\b"],
    ["phase=a\\", "invalid field selector: invalid escape sequence: \\"],
  ])("%s is refused", (text, error) => {
    expect(matches(text)).toBe(error);
  });
});
