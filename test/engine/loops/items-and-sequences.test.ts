import { describe, expect, it } from "vitest";
import { loopItem } from "../../../src/engine/loops/loop-item.ts";
import { expandSequence } from "../../../src/engine/loops/loop-sequence.ts";
import { parseRawJson, rawJsonOf, rawJsonText } from "../../../src/engine/substitution/raw-json.ts";
import type { JsonValue, Sequence } from "../../../src/manifest/types.ts";
import { contextWith } from "../variables/context.ts";

const context = contextWith();

function itemOf(value: JsonValue) {
  const { label, variables } = loopItem(rawJsonOf(value), context);
  return { label, variables: Object.fromEntries(variables) };
}

function itemOfText(text: string) {
  const parsed = parseRawJson(text);
  if (!parsed.ok) throw new Error(parsed.error);
  return loopItem(parsed.value, context);
}

describe("loopItem", () => {
  it("shows scalars as they are", () => {
    expect(itemOf("a b")).toEqual({ label: "a b", variables: { item: "a b" } });
    expect(itemOf(3)).toEqual({ label: "3", variables: { item: "3" } });
    expect(itemOf(false)).toEqual({ label: "false", variables: { item: "false" } });
    expect(itemOf(null)).toEqual({ label: "[]", variables: { item: "null" } });
  });

  it("sorts the keys of a map and gives each a variable", () => {
    expect(itemOf({ os: "linux", arch: ["x", 1] })).toEqual({
      label: 'arch:["x",1],os:linux',
      variables: { "item.os": "linux", "item.arch": '["x",1]', item: '{"arch":["x",1],"os":"linux"}' },
    });
  });

  it("shows lists in Go's way in names and as JSON in variables", () => {
    expect(itemOf(["a", { b: 1 }])).toEqual({ label: '[a {"b":1}]', variables: { item: '["a",{"b":1}]' } });
  });

  it("keeps numbers as they were written", () => {
    expect(itemOfText("1.0").label).toBe("1.0");
    expect(itemOfText("12345678901234567890").variables.get("item")).toBe("12345678901234567890");
  });

  it("keeps escapes in names but not in variables", () => {
    expect(itemOf("a\nb<c")).toEqual({ label: "a\\nb<c", variables: { item: "a\nb<c" } });
  });

  it("keeps escapes in variables too in older releases", () => {
    const { variables } = loopItem(rawJsonOf("a\nb"), contextWith("text-items-escaped"));
    expect(variables.get("item")).toBe("a\\nb");
  });
});

describe("parseRawJson", () => {
  it("leaves spaces out and everything else as it was written", () => {
    const parsed = parseRawJson(' { "a" : [1.50, true , null,"x, \\"y\\" {z}"],\n"b":{} } ');
    expect(parsed.ok && rawJsonText(parsed.value)).toBe('{"a":[1.50,true,null,"x, \\"y\\" {z}"],"b":{}}');
  });

  it("has the errors of Go's decoder", () => {
    expect(parseRawJson("hello")).toEqual({
      ok: false,
      error: "invalid character 'h' looking for beginning of value",
    });
  });
});

describe("expandSequence", () => {
  function labels(sequence: Sequence) {
    const items = expandSequence(sequence);
    return items.ok ? items.value.map((item) => loopItem(item, context).label) : items.error;
  }

  it("counts up and down, both ends included", () => {
    expect(labels({ start: 2, end: "4" })).toEqual(["2", "3", "4"]);
    expect(labels({ start: "1", end: -1 })).toEqual(["1", "0", "-1"]);
    expect(labels({ count: 2, start: 5 })).toEqual(["5", "6"]);
    expect(labels({ count: "0" })).toEqual([]);
  });

  it("prefers the end to the count", () => {
    expect(labels({ end: 1, count: 5 })).toEqual(["0", "1"]);
  });

  it("formats its numbers", () => {
    expect(labels({ count: 2, format: "host%02X" })).toEqual(["host00", "host01"]);
  });

  it("refuses what is not a number", () => {
    expect(labels({ count: "{{x}}" })).toBe('strconv.Atoi: parsing "{{x}}": invalid syntax');
    expect(labels({})).toBe("neither end nor count was specified in withSequence");
  });
});
