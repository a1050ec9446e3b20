import { describe, expect, it } from "vitest";
import { writeYaml } from "../../src/manifest/write-yaml.ts";
import { parseYamlText } from "../../src/manifest/yaml-document.ts";

describe("writeYaml", () => {
  it.each([
    [
      "texts that look like something else",
      ["yes", "n", "~", "", "0o17", "017", "1_000", "1e3", ".inf", "12:30", "1.10"],
    ],
    ["keys that look like something else", { yes: 1, "1": 2, "<<": { a: 1 }, null: 3, "": 4, __proto: 5 }],
    ["numbers", [0, 1e21, -1.5, 123456789012]],
    ["texts that act", ["\u001b[31m\n::x", "\u2028", "a\n\nb\n", " x ", "#a", "- a", "*a", "&a", "!!int 1"]],
    ["the same map twice", Array(2).fill({ a: [null, true] })],
  ])("writes what is read as the same: %s", (_what, value) => {
    const { documents, diagnostics } = parseYamlText("x", writeYaml({ value }));
    expect(diagnostics).toEqual([]);
    expect(documents.map((document) => document.value)).toEqual([{ value }]);
  });
});
