import { describe, expect, it } from "vitest";
import { exportOutputs } from "../../../src/engine/variables/global-outputs.ts";

describe("exportOutputs", () => {
  it("exports what has a global name", () => {
    const parameters = [
      { name: "p", value: "v", globalName: "g" },
      { name: "q", value: "w" },
    ];
    const artifacts = [{ name: "f", path: "/f", globalName: "file", s3: { key: "k" } }];
    const exported = exportOutputs(undefined, { parameters, artifacts });
    expect(exported.outputs).toEqual({
      parameters: [{ name: "g", value: "v" }],
      artifacts: [{ name: "file", s3: { key: "k" } }],
    });
    expect(exported.globals).toEqual(new Map([["workflow.outputs.parameters.g", "v"]]));
  });

  it("keeps the very object when nothing changes", () => {
    const before = { parameters: [{ name: "g", value: "v" }], artifacts: [{ name: "file", s3: { key: "k" } }] };
    const artifacts = [{ name: "f", path: "/other", globalName: "file", s3: { key: "k" } }];
    expect(exportOutputs(before, undefined).outputs).toBe(before);
    expect(exportOutputs(before, { parameters: [{ name: "p", value: "v", globalName: "g" }], artifacts }).outputs).toBe(
      before,
    );
  });

  it("overwrites another value in its place, but not by a missing one", () => {
    const before = { parameters: [{ name: "f" }, { name: "g", value: "v" }] };
    const changed = exportOutputs(before, { parameters: [{ name: "p", value: "new", globalName: "g" }] });
    expect(changed.outputs).toEqual({ parameters: [{ name: "f" }, { name: "g", value: "new" }] });
    const unset = exportOutputs(before, { parameters: [{ name: "p", globalName: "g" }] });
    expect(unset.outputs).toBe(before);
    expect(unset.globals.size).toBe(0);
  });
});
