import { expect, it } from "vitest";
import type { NodeStatus } from "../../../src/engine/model/node-status.ts";
import { workflowFailures } from "../../../src/engine/variables/workflow-failures.ts";
import { contextWith } from "./context.ts";

const context = { ...contextWith(), workflowName: "hooks-1", podNameVersion: "v2" } as const;

it("is null without failures, in quotes", () => {
  expect(workflowFailures([], context)).toBe('"null"');
});

it("tells failed nodes, quoted twice", () => {
  const name = "hooks-1[1].s2";
  const node: NodeStatus = {
    id: "hooks-1-3708657779",
    name,
    displayName: "s2",
    type: "Pod",
    phase: "Failed",
    message: 'say "no"',
    templateRef: { name: "shared", template: "w4" },
    finishedAt: 7_000,
  };
  const text = workflowFailures([{ ...node, phase: "Succeeded" }, node], context);
  expect(JSON.parse(JSON.parse(text) as string)).toEqual([
    {
      displayName: "s2",
      message: 'say "no"',
      templateName: "w4",
      phase: "Failed",
      podName: "hooks-1-w4-3708657779",
      finishedAt: "2000-01-01T00:00:07Z",
    },
  ]);
});
