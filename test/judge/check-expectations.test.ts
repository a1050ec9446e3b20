import { describe, expect, it } from "vitest";
import { playScenario } from "../../src/judge/play-scenario.ts";
import { judge } from "../../src/judge/verdict.ts";
import { loadDemo } from "../scenario/files.ts";

/** What is wrong with the demo, whose second step fails, by these expectations. */
function failures(expectations: string, engine = "v4.1.2"): string[] {
  const loaded = loadDemo(`
manifests: [demo.yaml]
pods: [{node: "*.test", exitCode: 1, message: boom}]
expect:
  ${expectations}
`);
  return judge(loaded, playScenario(loaded, engine)).failures.map(({ message }) => message);
}

describe("expectations", () => {
  it.each([
    [
      "workflow: Failed",
      "workflow: Succeeded",
      "workflow demo ends Failed (child 'demo-896085761' failed), not Succeeded",
    ],
    [
      'workflow: {message: "child * failed"}',
      "workflow: {message: boom}",
      'the message of workflow demo is "child \'demo-896085761\' failed", not "boom"',
    ],
    ["workflows: {demo: Failed}", "workflows: {dmo: Failed}", "there is no workflow dmo"],
    [
      'nodes: {"*.test": Failed}',
      'nodes: {"*.test": Succeeded}',
      "node demo[1].test ends Failed (main: Error (exit code 1): boom), not Succeeded",
    ],
    [
      'nodes: {"demo[*]": {phase: [Failed, Succeeded]}}',
      'nodes: {"demo[*]": {phase: [Failed, Error]}}',
      "node demo[0] ends Succeeded, not Failed or Error",
    ],
    ["nodes: {build: {count: 1}}", "nodes: {build: {count: 2}}", "there are 1 nodes build, not 2"],
    ["nodes: {deploy: {exists: false}}", "nodes: {build: {exists: false}}", "there is a node build"],
    ["nodes: {build: {exists: true}}", "nodes: {deploy: Failed}", "there is no node deploy"],
    [
      "never: [{node: build, phase: Failed}]",
      "never: [{node: test, phase: Failed}]",
      "at 20s a node test is Failed, which must never be",
    ],
    [
      "eventually: [{workflow: Running, node: test, phase: Failed}]",
      "eventually: [{workflow: Failed, node: build, phase: Running}]",
      "it is never so that the workflow is Failed and a node build is Running",
    ],
    [
      "timeline: [{at: 15s, node: build, phase: Succeeded}]",
      "timeline: [{at: 9s, node: build, phase: Succeeded}]",
      "at 9s it is not so that a node build is Succeeded",
    ],
    [
      "timeline: [{before: 11s, node: test}]",
      "timeline: [{before: 10s, node: test}]",
      "only at 10s a node test is there",
    ],
    [
      "timeline: [{after: 10s, node: test}]",
      "timeline: [{after: 11s, node: test}]",
      "already at 10s a node test is there",
    ],
    [
      "order: [[build, test, demo.onExit]]",
      "order: [[test, build]]",
      "demo[0].build started before demo[1].test finished",
    ],
    ["order: [{starts: [demo, test]}]", "order: [{starts: [test, demo]}]", "demo started before demo[1].test started"],
    [
      'order: [{finishes: ["*.build", demo]}]',
      'order: [{finishes: [demo, "*.build"]}]',
      "demo[0].build finished before demo finished",
    ],
    ["order: [[build, test]]", "order: [[deploy, test]]", "no node deploy has existed"],
  ])("%s holds, %s does not", (held, broken, message) => {
    expect(failures(held)).toEqual([]);
    expect(failures(broken)).toEqual([message]);
  });

  it.each([
    ["pods: {build: 1, deploy: 0}", "pods: {build: 2}", "1 pod is of nodes build created, not 2"],
    ['pods: {"*": {created: 3, left: 3}}', 'pods: {"demo[*": {left: 0}}', "2 pods are of nodes demo[* left, not 0"],
    ["workflow: {volumeClaims: 0}", "workflow: {volumeClaims: 1}", "workflow demo has 0 volume claims, not 1"],
    ["workflow: {deleted: false}", "workflow: {deleted: true}", "workflow demo is not deleted"],
    [
      'eventually: [{of: "de*", workflow: Running}]',
      "eventually: [{of: dome, workflow: Running}]",
      "it is never so that workflow dome is Running",
    ],
    [
      "timeline: [{at: 20s, phase: Succeeded, atLeast: 2}]",
      "timeline: [{at: 20s, phase: Succeeded, atLeast: 3}]",
      "at 20s it is not so that a node * is Succeeded (3 nodes at once)",
    ],
    [
      "timeline: [{at: 9s, of: demo}]",
      "timeline: [{at: 9s, of: dome}]",
      "at 9s it is not so that workflow dome is there",
    ],
  ])("%s holds, %s does not", (held, broken, message) => {
    expect(failures(held)).toEqual([]);
    expect(failures(broken)).toEqual([message]);
  });

  it("may be others on some releases, which replace those sections that they name", () => {
    const expectations = `workflow: Succeeded
  nodes: {build: Failed}
  engines: {">=4": {workflow: Failed, nodes: {build: Succeeded}}}`;
    expect(failures(expectations, "v4.1.2")).toEqual([]);
    expect(failures(expectations, "v3.5.7")).toHaveLength(2);
  });

  it("are told with their place in the file", () => {
    const loaded = loadDemo(`manifests: [demo.yaml]
expect:
  engines:
    ">=4": {nodes: {build: Failed}}
`);
    const { failures } = judge(loaded, playScenario(loaded, "v4.1.2"));
    expect(failures.map(({ source }) => [source.line, source.column])).toEqual([[4, 28]]);
  });
});

describe("expected values", () => {
  const loaded = (expectations: string) =>
    loadDemo(`
workflow:
  apiVersion: argoproj.io/v1alpha1
  kind: Workflow
  metadata: {name: demo}
  spec:
    entrypoint: main
    arguments: {parameters: [{name: rate, value: 0.1}]}
    templates:
    - name: main
      inputs:
        parameters: [{name: rate}]
        artifacts: [{name: data, path: /data, s3: {bucket: shop, key: data.csv}}]
      script: {image: "python:3.12", command: [python], source: train}
      outputs: {parameters: [{name: score, globalName: best, valueFrom: {path: /score}}]}
pods: [{outputs: {result: "42", parameters: {score: 0.97}}}]
expect: ${expectations}
`);
  const failures = (expectations: string) => {
    const scenario = loaded(expectations);
    return judge(scenario, playScenario(scenario, "v4.1.2")).failures.map(({ message }) => message);
  };

  it.each([
    ["inputs: {parameters: {rate: 0.1, other: null}, artifacts: [data]}"],
    ['outputs: {parameters: {score: "0.*"}, result: 42, exitCode: 0, artifacts: []}'],
    ["memoized: false, template: main"],
  ])("of a node hold: %s", (values) => {
    expect(failures(`{nodes: {demo: {${values}}}}`)).toEqual([]);
  });

  it.each([
    ["inputs: {parameters: {rate: 0.2}}", 'node demo: the input parameter rate is "0.1", not "0.2"'],
    ["inputs: {parameters: {rate: null}}", 'node demo: the input parameter rate is "0.1", not without a value'],
    ["inputs: {artifacts: [model]}", "node demo: the input artifacts are data, not model"],
    ["outputs: {parameters: {size: 1}}", 'node demo: the output parameter size is without a value, not "1"'],
    ["outputs: {result: 43}", 'node demo: the output result is "42", not "43"'],
    ["template: work", "node demo has the template main, not work"],
    ["memoized: true", "node demo does not take its outputs from the memoization cache"],
  ])("of a node do not hold: %s", (values, message) => {
    expect(failures(`{nodes: {demo: {${values}}}}`)).toEqual([message]);
  });

  it("of a workflow are its global outputs", () => {
    expect(failures("{workflow: {outputs: {parameters: {best: 0.97}}}}")).toEqual([]);
    expect(failures("{workflow: {outputs: {parameters: {score: 0.97}}}}")).toEqual([
      'workflow demo: the output parameter score is without a value, not "0.97"',
    ]);
  });
});

describe("a workflow that is deleted", () => {
  const demo = loadDemo(`
manifests: [demo.yaml]
actions: [{at: 1m, do: delete}]
expect:
  workflow: {phase: Succeeded, deleted: true}
  timeline:
  - {deleted: true, after: 1m}
  - {deleted: true, before: 61s}
  - {at: 59s, workflow: Succeeded}
  - {at: 61s, workflow: Succeeded}
  pods: {"*": {left: 0}}
`);

  it("is as it was last, and is nowhere any more", () => {
    const { failures } = judge(demo, playScenario(demo, "v4.1.2"));
    expect(failures.map(({ message }) => message)).toEqual(["at 1m1s it is not so that the workflow is Succeeded"]);
  });
});

describe("an expected refusal", () => {
  const refused = (expectation: string) => {
    const demo = loadDemo(
      `manifests: [demo.yaml]\nactions: [{at: 1s, do: retry}]\nexpect: {refused: [${expectation}]}`,
    );
    return judge(demo, playScenario(demo, "v4.1.2")).failures.map(({ message }) => message);
  };

  it.each(["{}", "{do: retry}", '{message: "Cannot retry *"}'])("%s is there", (expectation) => {
    expect(refused(expectation)).toEqual([]);
  });

  it.each(["{do: resume}", "{message: nothing}"])("%s is not there", (expectation) => {
    expect(refused(expectation)).toEqual([
      "there is no such refusal (refused: retry: Cannot retry a workflow in phase Running)",
    ]);
  });
});

describe("invariants in expectations", () => {
  const terminated = (expectations: string) =>
    loadDemo(`
workflow:
  apiVersion: argoproj.io/v1alpha1
  kind: Workflow
  metadata: {name: demo}
  spec:
    entrypoint: work
    onExit: cleanup
    templates:
    - {name: cleanup, steps: [[{name: notify, template: work}]]}
    - {name: work, container: {image: busybox, command: [run]}}
pods: [{node: "*.notify", run: 1m}]
actions: [{when: {node: notify, phase: Running}, do: terminate}]
expect: ${expectations}
`);
  const broken = "violates: [finished-workflow-has-no-unfinished-node, workflow-phase-follows-root-and-exit-handler]";

  it.each([
    ["{}", "v3.5.7", false],
    ["{}", "v4.1.2", true],
    [`{${broken}}`, "v3.5.7", true],
    [`{${broken}}`, "v4.1.2", false],
    [`{engines: {"<3.5.8": {${broken}}}}`, "v3.5.7", true],
    [`{engines: {"<3.5.8": {${broken}}}}`, "v4.1.2", true],
    [`{${broken.replace("violates", "except")}}`, "v3.5.7", true],
    [`{${broken.replace("violates", "except")}}`, "v4.1.2", true],
  ])("%s on %s: %s", async (expectations, engine, holds) => {
    const { invariants } = await import("../../src/invariants/index.ts");
    const loaded = terminated(expectations);
    expect(judge(loaded, playScenario(loaded, engine, { invariants })).holds).toBe(holds);
  });
});
