import { describe, expect, it } from "vitest";
import { appendToKey, hasLocationOrKey } from "../../../src/engine/arguments/artifact-location.ts";

describe("hasLocationOrKey", () => {
  it.each([
    [{}, false],
    [{ s3: { key: "k" } }, true],
    [{ s3: { bucket: "b" } }, false],
    [{ raw: { data: "" } }, true],
    [{ git: { repo: "https://example.com/r.git" } }, true],
    [{ http: { url: "https://example.com/f" } }, true],
  ])("of %o is %s", (location, expected) => {
    expect(hasLocationOrKey(location)).toBe(expected);
  });
});

describe("appendToKey", () => {
  it("joins paths as Go does", () => {
    const artifact = { name: "a", s3: { key: "dir/", bucket: "b" } };
    expect(appendToKey(artifact, "./x/../y")).toEqual({
      ok: true,
      value: { name: "a", s3: { key: "dir/y", bucket: "b" } },
    });
  });

  it("changes the path of a URL only", () => {
    const artifact = { name: "a", http: { url: "https://example.com/dir?x=1" } };
    expect(appendToKey(artifact, "f")).toEqual({
      ok: true,
      value: { name: "a", http: { url: "https://example.com/dir/f?x=1" } },
    });
  });

  it("refuses stores without keys, and no store", () => {
    expect(appendToKey({ name: "a", raw: { data: "x" } }, "f")).toMatchObject({
      error: "key unsupported: raw artifat does not have key",
    });
    expect(appendToKey({ name: "a" }, "f")).toMatchObject({ ok: false });
  });
});
