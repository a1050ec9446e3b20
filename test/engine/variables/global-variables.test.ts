import { describe, expect, it } from "vitest";
import { GlobalVariables } from "../../../src/engine/variables/global-variables.ts";

describe("GlobalVariables", () => {
  const base = new Map([
    ["workflow.name", "demo"],
    ["workflow.status", ""],
  ]);

  it("hides what it began with, and leaves that as it was", () => {
    const globals = new GlobalVariables(base);
    globals.set("workflow.status", "Running");
    globals.set("workflow.duration", "1.000000");
    expect([...globals]).toEqual([
      ["workflow.name", "demo"],
      ["workflow.status", "Running"],
      ["workflow.duration", "1.000000"],
    ]);
    expect(base.get("workflow.status")).toBe("");
  });

  it("makes a deferred value once, when somebody asks for it", () => {
    const globals = new GlobalVariables(base);
    let made = 0;
    globals.set("workflow.failures", "old");
    globals.defer("workflow.failures", () => `made ${++made}`);
    expect(made).toBe(0);
    expect(globals.get("workflow.failures")).toBe("made 1");
    expect(new Map(globals).get("workflow.failures")).toBe("made 1");
    globals.set("workflow.failures", "new");
    expect(globals.get("workflow.failures")).toBe("new");
  });
});
