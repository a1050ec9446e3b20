import { describe, expect, it } from "vitest";
import { ScriptedChoices } from "../../sim/choice/scripted-choices.ts";
import { play, work } from "./play.ts";

/** Plays obediently, and once more with one choice; that choice must have been there. */
function bothWays(spec: string, choice: readonly [string, string], scenario = "", engine = "v4.1.2") {
  const choices = new ScriptedChoices(new Map([choice]));
  const chosen = play(spec, scenario, engine, { choices });
  expect(choices.unused).toEqual([]);
  return { obedient: play(spec, scenario, engine), chosen };
}

const dag = (tasks: string) => `entrypoint: main\ntemplates:\n- name: main\n  dag: {tasks: [${tasks}]}\n${work}`;

describe("the order that Go leaves open", () => {
  it("of the dependencies of a task shows in the children of the DAG", () => {
    const spec = dag(`
      {name: t1, template: work}, {name: t2, template: work}, {name: t3, template: work},
      {name: t4, template: work, depends: t1 && t2 && t3}`);
    const { obedient, chosen } = bothWays(spec, ["order:dependencies of default/demo.t4#1", "from t3 on"]);
    expect(obedient.nodes.demo?.children).toEqual(["demo.t1", "demo.t2", "demo.t3"]);
    expect(chosen.nodes.demo?.children).toEqual(["demo.t3", "demo.t1", "demo.t2"]);
    expect(chosen.phases).toEqual(obedient.phases);
  });

  it("of the tasks of a DAG decides which of several mistakes is told", () => {
    const spec = dag("{name: a, template: nowhere}, {name: b, template: neither}");
    const { obedient, chosen } = bothWays(spec, ["order:tasks of default/demo main", "from b on"]);
    expect(obedient.workflow.message).toContain("templates.main.tasks.a");
    expect(chosen.workflow.message).toContain("templates.main.tasks.b");
  });

  it("of invalid hooks decides which of them is told", () => {
    const spec = `entrypoint: work\nhooks: {a: {template: work}, b: {template: work}}\ntemplates:\n${work}`;
    const { obedient, chosen } = bothWays(spec, ["order:lifecycle hooks of default/demo hooks", "from b on"]);
    expect(obedient.workflow.message).toContain("hooks.a Expression required");
    expect(chosen.workflow.message).toContain("hooks.b Expression required");
  });

  it("of lifecycle hooks shows in the children of their node", () => {
    const spec = `
entrypoint: work
hooks: {exit: {template: work}, a: {template: work, expression: "true"}, b: {template: work, expression: "true"}}
templates:
${work}`;
    const { obedient, chosen } = bothWays(spec, ["order:lifecycle hooks of default/demo#1", "from b on"]);
    expect(obedient.nodes.demo?.children).toEqual(["demo.hooks.a", "demo.hooks.b"]);
    expect(chosen.nodes.demo?.children).toEqual(["demo.hooks.b", "demo.hooks.a"]);
  });

  it("of failed nodes shows in workflow.failures", () => {
    const spec = `
entrypoint: main
onExit: tell
templates:
${work}
- name: tell
  container: {image: busybox, command: [run], args: ["{{inputs.parameters.failures}}"]}
  inputs: {parameters: [{name: failures, value: "{{workflow.failures}}"}]}
- name: main
  steps: [[{name: s, template: work}]]`;
    const { obedient, chosen } = bothWays(
      spec,
      ["order:nodes of default/demo", "demo[0].s"],
      "pods: [{template: work, exitCode: 1}]",
    );
    const told = ({ nodes }: typeof obedient) =>
      [...String(nodes["demo.onExit"]?.inputs?.parameters?.failures).matchAll(/displayName[^\w[]+([\w[\]]+)/g)].map(
        ([, name]) => name,
      );
    expect(told(obedient)).toEqual(["demo", "[0]", "s"]);
    expect(told(chosen)).toEqual(["s", "demo", "[0]"]);
  });

  it("of labels decides which of several invalid ones is told", () => {
    const spec = `entrypoint: work\nworkflowMetadata: {labels: {a: "-", b: "-"}}\ntemplates:\n${work}`;
    const { obedient, chosen } = bothWays(spec, ["order:labels of default/demo workflowMetadata", "from b on"]);
    expect(obedient.workflow.message).toContain('for label "a"');
    expect(chosen.workflow.message).toContain('for label "b"');
  });

  it("of pods decides whether a hook's pod is seen before the shutdown of its step", () => {
    const spec = `
entrypoint: main
templates:
- name: main
  steps: [[{name: s, template: work, hooks: {running: {template: hook, expression: "steps['s'].status == 'Running'"}}}]]
- name: hook
  container: {image: busybox, command: [run]}
${work}`;
    const scenario = `
pods: [{template: work, run: 1h, onSigterm: ignore}, {template: hook, run: 1s}]
actions: [{at: 13s, do: terminate}]`;
    const { obedient, chosen } = bothWays(spec, ["order:pods of default/demo", "demo[0].s.hooks.running"], scenario);
    expect(obedient.phases["demo[0].s.hooks.running"]).toBe("Succeeded workflow shutdown with strategy:  Terminate");
    expect(chosen.phases["demo[0].s.hooks.running"]).toBe("Succeeded");
  });
});
