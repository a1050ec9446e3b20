import { describe, expect, it } from "vitest";
import { playScenario } from "../../src/scenario/player.ts";
import { judge } from "../../src/scenario/verdict.ts";
import { loadDemo } from "./files.ts";

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
