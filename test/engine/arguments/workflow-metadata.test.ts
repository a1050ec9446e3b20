import { describe, expect, it } from "vitest";
import { givenMetadata } from "../../../src/engine/arguments/workflow-metadata.ts";
import type { WorkflowMetadata } from "../../../src/manifest/types.ts";
import { contextWith } from "../variables/context.ts";

const globals = new Map([["workflow.parameters.p", "v"]]);

function given(declared: WorkflowMetadata, ...differences: readonly string[]) {
  const result = givenMetadata(declared, globals, contextWith(...differences), (_order, _of, items) => items);
  return result.ok ? result.value : result.error;
}

function labelFrom(expression: string, ...differences: readonly string[]) {
  return given({ labelsFrom: { l: { expression } } }, ...differences);
}

describe("givenMetadata", () => {
  it("gives labels and annotations, and variables of them", () => {
    expect(given({ labels: { a: "1" }, annotations: { b: "any text" } })).toEqual({
      labels: { a: "1" },
      annotations: { b: "any text" },
      variables: new Map([
        ["workflow.labels.a", "1"],
        ["workflow.annotations.b", "any text"],
      ]),
    });
  });

  it("evaluates labels, which see the others", () => {
    const declared = {
      labels: { a: "1" },
      labelsFrom: { l: { expression: "workflow.labels.a + workflow.parameters.p" } },
    };
    expect(given(declared)).toMatchObject({ labels: { a: "1", l: "1v" } });
  });

  it("refuses values that Kubernetes would refuse", () => {
    expect(given({ labels: { a: "not valid" } })).toMatch(
      /^invalid label value "not valid" for label "a": a valid label must be/,
    );
    expect(given({ labels: { a: "x".repeat(64) } })).toBe(
      `invalid label value "${"x".repeat(64)}" for label "a": must be no more than 63 characters`,
    );
    expect(labelFrom("'-'")).toMatch(/^invalid label value "-" for label "l" and expression "'-'": /);
  });

  it("refuses expressions that give no text", () => {
    expect(labelFrom("1")).toBe('failed to evaluate label "l" expression "1" evaluted to int but must be a string');
    expect(labelFrom("1 +")).toMatch(/^failed to compile function for expression "1 \+": /);
    expect(labelFrom("1 +", "error-texts-capitalised")).toMatch(/^Failed to compile/);
    expect(labelFrom("asInt(workflow.parameters.p)")).toMatch(/^failed to evaluate label "l" expression /);
  });
});
