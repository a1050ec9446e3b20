import { describe, expect, it } from "vitest";
import { TaskGraph } from "../../../src/engine/dag/task-dependencies.ts";
import type { DAGTask } from "../../../src/manifest/types.ts";

function graph(...tasks: readonly DAGTask[]): TaskGraph {
  return new TaskGraph({ tasks });
}

describe("TaskGraph", () => {
  it("writes dependencies out as the results that let a dependant go on", () => {
    const tasks = graph({ name: "a" }, { name: "b", dependencies: ["a"] });
    expect(tasks.dependencies("b")).toEqual({ tasks: ["a"], logic: "(a.Succeeded || a.Skipped || a.Daemoned)" });
  });

  it("adds what a dependency continues on", () => {
    const tasks = graph({ name: "a", continueOn: { failed: true, error: true } }, { name: "b", dependencies: ["a"] });
    expect(tasks.dependencies("b").logic).toBe("(a.Succeeded || a.Skipped || a.Daemoned || a.Errored || a.Failed)");
  });

  it("expands bare names in depends and leaves results as they are", () => {
    const tasks = graph({ name: "a-1" }, { name: "b" }, { name: "c", depends: "a-1.Failed || !b" });
    expect(tasks.dependencies("c")).toEqual({
      tasks: ["a-1", "b"],
      logic: "a-1.Failed || !(b.Succeeded || b.Skipped || b.Daemoned)",
    });
  });

  it("finds ancestors before what depends on them, each once", () => {
    const diamond = graph(
      { name: "d", dependencies: ["b", "c"] },
      { name: "b", dependencies: ["a"] },
      { name: "c", dependencies: ["a"] },
      { name: "a" },
    );
    expect(diamond.ancestors("d")).toEqual(["a", "b", "c"]);
    expect(diamond.leaves()).toEqual(["d"]);
  });

  it("follows a chain that is longer than a call stack", () => {
    const chain = Array.from({ length: 20_000 }, (_, index) => ({
      name: `t${index}`,
      ...(index > 0 && { dependencies: [`t${index - 1}`] }),
    }));
    expect(graph(...chain).ancestors("t19999")).toHaveLength(19_999);
  });
});
