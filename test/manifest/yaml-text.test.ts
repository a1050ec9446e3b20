import { expect, it } from "vitest";
import type { JsonValue } from "../../src/manifest/types.ts";
import { parseYamlText } from "../../src/manifest/yaml-document.ts";
import { yamlText } from "../../src/manifest/yaml-text.ts";

it.for([
  ["plain", "plain"],
  ["", '""'],
  ["true", '"true"'],
  ["y", '"y"'],
  ["5", '"5"'],
  ["2000-01-01", '"2000-01-01"'],
  ["1:30", '"1:30"'],
  ["{{tag}}", "'{{tag}}'"],
  ["it's: so", "'it''s: so'"],
  ["# no", "'# no'"],
  ["- no", "'- no'"],
  [" led", "' led'"],
  ["a\tb", '"a\\tb"'],
  ["a\nb", "|-\n  a\n  b"],
  ["a\n", "|\n  a"],
  ["é", "é"],
] as const)("writes %j as %s", ([value, written]) => {
  expect(yamlText({ key: value })).toBe(`key: ${written}\n`);
});

it("does not indent lists below their key", () => {
  const value = { list: [{ b: 1, a: [] }, ["x"], {}, null], map: { n10: 1, n9: 2 } };
  expect(yamlText(value)).toBe("list:\n- a: []\n  b: 1\n- - x\n- {}\n- null\nmap:\n  n9: 2\n  n10: 1\n");
});

it("breaks long lines at spaces", () => {
  const long = `${"word ".repeat(20)}end`;
  expect(yamlText({ key: long }).split("\n").length).toBe(3);
});

it.for<JsonValue>([
  { a: "x\n\n", b: "  lead\nmore", c: "trail \nx", d: "nul\u0000" },
  { a: `${"long 'quoted': text ".repeat(12)}end`, b: [[1, [2, { c: [] }]]] },
])("can be read again: %j", (value) => {
  expect(parseYamlText("text", yamlText(value)).documents[0]?.value).toEqual(value);
});
