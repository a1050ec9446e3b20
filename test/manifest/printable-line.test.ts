import { describe, expect, it } from "vitest";
import { printableLine } from "../../src/manifest/printable-line.ts";

describe("printableLine", () => {
  it.each([
    ["a\nb\r\tc", "a\\nb\\r\\tc"],
    ["\u001b[2J\u001b]0;title\u0007", "\\x1b[2J\\x1b]0;title\\x07"],
    ["\u0000\u007f\u009b31m", "\\x00\\x7f\\x9b31m"],
    ["a\u2028b\u2029c", "a\\u2028b\\u2029c"],
    ["pay \u202edrawkcab\u202c, \u2066x\u2069", "pay \\u202edrawkcab\\u202c, \\u2066x\\u2069"],
    ["half \ud83d of a pair", "half \\ud83d of a pair"],
    ["::error file=a.yaml,line=1::all is lost", "\\x3a:error file=a.yaml,line=1::all is lost"],
    ["  ::set-output name=a::b", "  \\x3a:set-output name=a::b"],
    ["see ##[error]lost, ##vso[task.complete]", "see #\\x23[error]lost, #\\x23vso[task.complete]"],
  ])("escapes what acts in place of being seen: %j", (text, expected) => {
    expect(printableLine(text)).toBe(expected);
    expect(printableLine(expected)).toBe(expected);
  });

  it.each(["", "✔ demo", "größer 😀 日本語 👩‍💻", "C:\\new", "a::b::c", "::1", "## heading", " ├─✖ a(0:x)"])(
    "leaves all else as it is: %j",
    (text) => {
      expect(printableLine(text)).toBe(text);
    },
  );
});
