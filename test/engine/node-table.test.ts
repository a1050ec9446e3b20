import { describe, expect, it } from "vitest";
import { blankNode, type NodeStatus } from "../../src/engine/model/node-status.ts";
import { nodesFrom } from "../../src/engine/model/nodes.ts";
import { NodeTable } from "../../src/engine/reconcile/nodes/node-table.ts";

function node(id: string, fields: Partial<NodeStatus> = {}): NodeStatus {
  return { ...blankNode, id, name: id, displayName: id, type: "Steps", phase: "Running", ...fields } as NodeStatus;
}

function tableOf(...nodes: NodeStatus[]): NodeTable {
  return new NodeTable("demo", nodesFrom(nodes), new Map());
}

describe("NodeTable", () => {
  it("adds each child once, in order", () => {
    const table = tableOf(node("parent", { children: ["a"] }));
    expect(table.addChild("parent", "b")).toBe(true);
    expect(table.addChild("parent", "a")).toBe(false);
    expect(table.addChild("parent", "b")).toBe(false);
    expect(table.addChild("parent", "c")).toBe(true);
    expect(table.get("parent")?.children).toEqual(["a", "b", "c"]);
    expect([...table.changed]).toEqual(["parent"]);
  });

  it("leaves records that were read before as they were", () => {
    const table = tableOf(node("parent"));
    const first = table.get("parent");
    table.addChild("parent", "a");
    const second = table.get("parent");
    table.addChild("parent", "b");
    const version = table.current;
    table.addChild("parent", "c");
    expect(first?.children).toBeUndefined();
    expect(second?.children).toEqual(["a"]);
    expect(version.get("parent")?.children).toEqual(["a", "b"]);
    expect(table.get("parent")?.children).toEqual(["a", "b", "c"]);
    expect(table.addChild("parent", "a")).toBe(false);
  });

  it("loses children to an older copy of a record, as the controller does", () => {
    const table = tableOf(node("parent"));
    const copy = table.get("parent") as NodeStatus;
    table.addChild("parent", "a");
    table.set({ ...copy, phase: "Succeeded" });
    expect(table.get("parent")).toMatchObject({ phase: "Succeeded" });
    expect(table.get("parent")?.children).toBeUndefined();
    expect(table.addChild("parent", "a")).toBe(true);
  });

  it("shows children that were added in all of its nodes", () => {
    const table = tableOf(node("parent"), node("other"));
    table.addChild("parent", "a");
    expect([...table.values()].map(({ children }) => children)).toEqual([["a"], undefined]);
    expect(table.has("parent")).toBe(true);
    expect(table.typeOf("parent")).toBe("Steps");
    expect(table.typeOf("missing")).toBeUndefined();
  });
});
