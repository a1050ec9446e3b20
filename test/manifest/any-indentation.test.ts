import { describe, expect, it } from "vitest";
import { parseYamlText } from "../../src/manifest/yaml-document.ts";

function read(text: string) {
  const { documents, diagnostics } = parseYamlText("a.yaml", text);
  return { values: documents.map(({ value }) => value), problems: diagnostics.map(({ message }) => message) };
}

describe("continuation lines that are indented less than YAML 1.2 wants", () => {
  it.each([
    ['a:\n  - c: ["x;\n    y"]\n', { a: [{ c: ["x; y"] }] }],
    ["a:\n  c: ['it''s\n\nx\n  ']\n", { a: { c: ["it's\nx "] } }],
    ['a: "one\\\ntwo"\n', { a: "onetwo" }],
    ["a:\n  c: [1,\n  {b: 2,\nd: 3\n}\n]\n", { a: { c: [1, { b: 2, d: 3 }] } }],
  ])("%j", (text, value) => {
    expect(read(text)).toEqual({ values: [value], problems: [] });
  });

  it("keep their places", () => {
    const [document] = parseYamlText("a.yaml", 'a:\n  c: ["x\n  y", z]\n').documents;
    expect(document?.position(["a", "c", 1])).toEqual({ file: "a.yaml", line: 3, column: 7 });
  });

  it("do not hide a quote that is never closed", () => {
    expect(read('a: "x\nb: c\n').problems[0]).toBe('Missing closing "quote');
  });
});
