import { describe, expect, it } from "vitest";
import { resolveStepReferences, resolveTaskReferences } from "../../../src/engine/arguments/resolve-references.ts";
import { absentArgument, Scope } from "../../../src/engine/variables/scope.ts";
import type { DAGTask, WorkflowStep } from "../../../src/manifest/types.ts";
import { contextWith } from "../variables/context.ts";

const globals = new Map([["workflow.name", "demo"]]);

function scopeWith(...entries: readonly (readonly [string, Parameters<Scope["set"]>[1]])[]): Scope {
  const scope = new Scope();
  for (const [name, value] of entries) scope.set(name, value);
  return scope;
}

const scope = scopeWith(
  ["steps.a.outputs.result", "7"],
  ["steps.a.outputs.artifacts.file", { name: "file", s3: { key: "k" } }],
  ["steps.skipped.outputs.parameters.p", null],
  ["tasks.a.outputs.result", "7"],
);

function step(more: Partial<WorkflowStep>): WorkflowStep {
  return { name: "b", template: "t", ...more };
}

function withArgument(value: string): Partial<WorkflowStep> {
  return { arguments: { parameters: [{ name: "p", value }] } };
}

function resolve(more: Partial<WorkflowStep>, ...differences: readonly string[]) {
  const resolution = resolveStepReferences([step(more)], scope, globals, contextWith(...differences));
  if (resolution.kind === "error") return resolution.message;
  return resolution.kind === "missing" ? resolution.kind : resolution.value[0];
}

function resolveTask(more: Partial<DAGTask>, ...differences: readonly string[]) {
  const resolution = resolveTaskReferences(
    { name: "b", template: "t", ...more },
    scope,
    globals,
    contextWith(...differences),
  );
  if (resolution.kind === "error") return resolution.message;
  return resolution.kind === "missing" ? resolution.kind : resolution.value;
}

describe("references in arguments", () => {
  it("are replaced by outputs and variables of the workflow", () => {
    expect(resolve(withArgument("{{workflow.name}}: {{steps.a.outputs.result}} {{item}}"))).toEqual(
      step(withArgument("demo: 7 {{item}}")),
    );
  });

  it("to missing outputs make the controller wait, and older ones go on", () => {
    const argument = withArgument("{{steps.z.outputs.result}}");
    expect(resolve(argument)).toBe("missing");
    expect(resolve(argument, "unknown-outputs-left-unresolved")).toEqual(step(argument));
  });

  it("that cannot be evaluated are errors", () => {
    expect(resolve(withArgument("{{=asInt('x')}}"))).toMatch(
      /^failed to resolve references: failed to evaluate expression: /,
    );
    expect(resolve(withArgument("{{=asInt('x')}}"), "error-texts-capitalised")).toMatch(
      /^Failed to resolve references: /,
    );
    expect(resolve(withArgument("{{=asInt('x')}}"), "steps-resolved-one-by-one")).toMatch(/^failed to evaluate/);
  });

  it("to absent outputs are marked when they are all there is, else errors", () => {
    const reference = "{{steps.skipped.outputs.parameters.p}}";
    expect(resolve(withArgument(reference))).toEqual(step(withArgument(absentArgument)));
    expect(resolve(withArgument(`x${reference}`))).toMatch(/^failed to resolve references: unable to substitute /);
  });
});

describe("the when of a step", () => {
  it("is looked at before anything else", () => {
    const more = { ...withArgument("{{steps.z.outputs.result}}"), when: "{{steps.a.outputs.result}} == 8" };
    expect(resolve(more)).toEqual(step({ ...more, when: "7 == 8" }));
    expect(resolve({ ...more, when: "{{steps.a.outputs.result}} == 7" })).toBe("missing");
    expect(resolve({ when: "{{steps.z.outputs.result}} == 1" })).toBe("missing");
  });

  it("is looked at last in older releases", () => {
    const more = { ...withArgument("{{steps.z.outputs.result}}"), when: "{{steps.a.outputs.result}} == 8" };
    expect(resolve(more, "when-resolved-after-arguments")).toBe("missing");
  });

  it("must be a condition, but may need an item", () => {
    expect(resolve({ when: "7" })).toBe("failed to resolve references: Expected boolean evaluation for '7'. Got 7");
    expect(resolve({ when: "{{item}} ==", withItems: ["x"] })).toMatchObject({ when: "{{item}} ==" });
  });
});

describe("hooks", () => {
  const hooks = { exit: { template: "t", ...withArgument("{{steps.b.outputs.result}}") } };

  it("are left for when their step has run", () => {
    expect(resolve({ hooks })).toEqual(step({ hooks }));
  });

  it("are resolved with their step in older releases", () => {
    expect(resolve({ hooks }, "hooks-resolved-with-their-step")).toBe("missing");
  });
});

describe("the error of a group", () => {
  const failing = (name: string) => ({ name, template: "t", when: name });
  const steps = [failing("1"), failing("2"), failing("3")];

  it("is that of its last step, else of the first that fails", () => {
    const message = (group: readonly WorkflowStep[], ...differences: readonly string[]) => {
      const resolution = resolveStepReferences(group, scope, globals, contextWith(...differences));
      return resolution.kind === "error" ? resolution.message : resolution.kind;
    };
    expect(message(steps)).toContain("Got 3");
    expect(message([...steps, step({})])).toContain("Got 1");
    expect(message(steps, "steps-resolved-one-by-one")).toContain("Got 1");
  });
});

describe("artifacts in arguments", () => {
  const found = { name: "in", from: "{{steps.a.outputs.artifacts.file}}" };
  const missing = { name: "in", from: "{{steps.z.outputs.artifacts.file}}" };

  it("are taken from outputs, under the name of the argument", () => {
    expect(resolve({ arguments: { artifacts: [found] } })).toMatchObject({
      arguments: { artifacts: [{ name: "in", s3: { key: "k" } }] },
    });
    expect(resolve({ arguments: { artifacts: [{ ...found, subPath: "{{workflow.name}}/x" }] } })).toMatchObject({
      arguments: { artifacts: [{ name: "in", s3: { key: "k/demo/x" } }] },
    });
  });

  it("can be chosen by an expression", () => {
    const fromExpression = "steps.a.outputs.result == '7' ? steps.a.outputs.artifacts.file : nil";
    expect(resolve({ arguments: { artifacts: [{ name: "in", fromExpression }] } })).toMatchObject({
      arguments: { artifacts: [{ name: "in", s3: { key: "k" } }] },
    });
  });

  it("must exist unless they are optional", () => {
    expect(resolve({ arguments: { artifacts: [missing] } })).toBe(
      'failed to resolve references: unable to resolve references: Unable to resolve: "steps.z.outputs.artifacts.file"',
    );
    const optional = { arguments: { artifacts: [{ ...missing, optional: true }] } };
    expect(resolve(optional)).toEqual(step({ arguments: { artifacts: [] } }));
    expect(resolve(optional, "optional-artifacts-kept-unresolved")).toEqual(step(optional));
  });

  it("of tasks forgive only what is unknown", () => {
    const wrong = { name: "in", optional: true, fromExpression: "tasks.a.outputs.result" };
    expect(resolveTask({ arguments: { artifacts: [wrong] } })).toMatch(
      /^Variable \{\{&Artifact\{Name:in,.* is not an artifact$/,
    );
    expect(resolveTask({ arguments: { artifacts: [{ ...missing, optional: true }] } })).toMatchObject({
      arguments: { artifacts: [] },
    });
    expect(resolveTask({ arguments: { artifacts: [missing] } })).toBe(
      'Unable to resolve: "steps.z.outputs.artifacts.file"',
    );
    expect(resolveTask({ arguments: { artifacts: [wrong] } }, "optional-artifacts-kept-unresolved")).toMatchObject({
      arguments: { artifacts: [wrong] },
    });
  });
});
