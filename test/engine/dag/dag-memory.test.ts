import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DAGMemory } from "../../../src/engine/dag/dag-memory.ts";
import { TaskGraph } from "../../../src/engine/dag/task-dependencies.ts";
import type { NodeStatus } from "../../../src/engine/model/node-status.ts";
import { nodesFrom } from "../../../src/engine/model/nodes.ts";

function nodeOf(id: string): NodeStatus {
  return { id, name: id, displayName: id, type: "Pod", phase: "Running" };
}

/** Each task depends on some of those before it. */
const graph = fc.array(fc.array(fc.nat(20), { maxLength: 3 }), { minLength: 1, maxLength: 12 }).map((picks) =>
  picks.map((pick, index) => ({
    name: `t${index}`,
    template: "work",
    dependencies: index === 0 ? [] : [...new Set(pick.map((at) => `t${at % index}`))],
  })),
);

/** The same by definition: goes down from the target through all tasks that wait for one without a node. */
function entriesOf(tasks: TaskGraph, started: ReadonlySet<string>, target: string): string[] {
  const visited = new Set<string>();
  const found: string[] = [];
  const visit = (name: string) => {
    if (visited.has(name)) return;
    visited.add(name);
    const dependencies = tasks.dependencies(name).tasks;
    if (started.has(name) || dependencies.every((dependency) => started.has(dependency))) found.push(name);
    else for (const dependency of dependencies) visit(dependency);
  };
  visit(target);
  return found;
}

describe("DAGMemory", () => {
  it("knows where a walk from a target begins, as tasks get nodes and lose them", () => {
    fc.assert(
      fc.property(graph, fc.array(fc.nat(20), { maxLength: 30 }), (tasks, toggled) => {
        const taskGraph = new TaskGraph({ tasks });
        const memory = new DAGMemory(taskGraph, (name) => `id-${name}`);
        let nodes = nodesFrom([nodeOf("id-of-another")]);
        const started = new Set<string>();
        for (const index of [0, ...toggled]) {
          const name = `t${index % tasks.length}`;
          // A node goes away now and then only: that makes it start anew.
          if (started.has(name) && index % 5 === 0) {
            started.delete(name);
            nodes = nodes.delete(`id-${name}`);
          } else if (!started.has(name)) {
            started.add(name);
            nodes = nodes.set(`id-${name}`, nodeOf(`id-${name}`));
          }
          memory.follow(nodes);
          for (const target of taskGraph.leaves()) {
            expect(memory.entries(target)).toEqual(entriesOf(taskGraph, started, target));
          }
        }
      }),
    );
  });
});
