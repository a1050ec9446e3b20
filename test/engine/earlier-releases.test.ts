import { describe, expect, it } from "vitest";
import { play } from "./play.ts";

/** One template named `main`, with more fields beside its container. */
const single = (fields: string) => `
entrypoint: main
templates:
- name: main
  container: {image: busybox, command: [run]}
  ${fields}`;

const failing = "pods: [{template: main, exitCode: 1, pending: 1s, run: 1s}]";

/** How many attempts the only template makes until the limit of the scenario. */
function attempts(strategy: string, limit: string, engine: string): number {
  return play(single(`retryStrategy: ${strategy}`), `limit: ${limit}\n${failing}`, engine).pods.length;
}

describe("releases on both sides of a change", () => {
  it("name the container that failed since v3.7", () => {
    expect(play(single(""), failing, "v3.6.19").phases.demo).toBe("Failed Error (exit code 1)");
    expect(play(single(""), failing, "v3.7.0").phases.demo).toBe("Failed main: Error (exit code 1)");
  });

  it("ask for a retry expression only after a failure since v3.5.8", () => {
    const spec = single(`retryStrategy: {limit: 1, expression: "lastRetry.exitCode == '1'"}`);
    expect(play(spec, "", "v3.5.7").phases.demo).toBe("Succeeded retryStrategy.expression evaluated to false");
    expect(play(spec, "", "v3.5.8").phases.demo).toBe("Succeeded");
  });

  it("label a workflow by its template since v4.1", () => {
    const scenario = `
objects:
- apiVersion: argoproj.io/v1alpha1
  kind: WorkflowTemplate
  metadata: {name: shared}
  spec:
    entrypoint: main
    templates:
    - name: main
      steps: [[{name: tell, template: work, arguments: {parameters: [{name: labels, value: "{{workflow.labels.json}}"}]}}]]
    - name: work
      inputs: {parameters: [{name: labels}]}
      container: {image: busybox, command: [run]}`;
    const labels = (engine: string) =>
      play("workflowTemplateRef: {name: shared}", scenario, engine).nodes["demo[0].tell"]?.inputs;
    expect(JSON.stringify(labels("v4.0.10"))).not.toContain("workflows.argoproj.io/workflow-template");
    expect(JSON.stringify(labels("v4.1.2"))).toContain("workflows.argoproj.io/workflow-template");
  });

  it("do not wait for an executor that never said a word since v3.5.9", () => {
    const scenario = "limit: 5m\npods: [{template: main, taskResult: lost}]";
    expect(play(single(""), scenario, "v3.5.8").workflow.phase).toBe("Running");
    expect(play(single(""), scenario, "v3.5.9").workflow.phase).toBe("Succeeded");
  });

  it("know a cap on the backoff since v3.7", () => {
    const strategy = "{limit: 2, backoff: {duration: 10s, factor: 100, cap: 20s}}";
    expect(attempts(strategy, "5m", "v3.6.19")).toBe(2);
    expect(attempts(strategy, "5m", "v3.7.0")).toBe(3);
  });

  it("do not let a backoff overflow since v3.6.18", () => {
    const strategy = "{limit: 2, backoff: {duration: 1h, factor: 5000000}}";
    expect(attempts(strategy, "2h", "v3.6.17")).toBe(3);
    expect(attempts(strategy, "2h", "v3.6.18")).toBe(2);
  });

  it("take a negative backoff for an overflow since v3.6.18", () => {
    const strategy = "{limit: 2, backoff: {duration: '-1', factor: 2}}";
    expect(attempts(strategy, "2h", "v3.6.17")).toBe(3);
    expect(attempts(strategy, "2h", "v3.6.18")).toBe(1);
  });

  it("read the display name of a template since v3.7", () => {
    const spec = single("annotations: {workflows.argoproj.io/display-name: pretty}");
    expect(play(spec, "", "v3.6.19").nodes.demo?.displayName).toBe("demo");
    expect(play(spec, "", "v3.7.0").nodes.demo?.displayName).toBe("pretty");
  });

  it("fail a daemon whose pod fails since v3.7", () => {
    const spec = `
entrypoint: main
templates:
- name: main
  steps: [[{name: daemon, template: daemon}], [{name: work, template: work}]]
- name: daemon
  daemon: true
  container: {image: busybox, command: [run]}
- name: work
  container: {image: busybox, command: [run]}`;
    const scenario = "pods: [{template: daemon, run: 3s, exitCode: 1}, {template: work, run: 30s}]";
    expect(play(spec, scenario, "v3.6.19").phases["demo[0].daemon"]).toBe("Succeeded");
    expect(play(spec, scenario, "v3.7.0").phases["demo[0].daemon"]).toMatch(/^Failed/);
  });

  it("do not take what follows a container set for a part of it since v3.5.9", () => {
    const spec = `
entrypoint: main
templates:
- name: main
  dag:
    tasks:
    - {name: set, template: set}
    - {name: first, template: work, dependencies: [set]}
    - {name: second, template: work, dependencies: [set]}
- name: set
  containerSet: {containers: [{name: main, image: busybox, command: [run]}]}
- name: work
  container: {image: busybox, command: [run]}`;
    expect(play(spec, "", "v3.5.8").nodes["demo.first"]?.children).toEqual(["demo.second"]);
    expect(play(spec, "", "v3.5.9").nodes["demo.first"]?.children).toBeUndefined();
  });

  const withInline = (step: string) => `
entrypoint: main
templates:
- name: main
  steps: [[{name: a, ${step}}]]
- name: work
  container: {image: busybox, command: [run]}`;

  it("find the templates inside of an inline one since v3.7.14 and v4.0.5", () => {
    const spec = withInline("inline: {steps: [[{name: b, template: work}]]}");
    for (const engine of ["v3.5.7", "v3.7.13", "v4.0.4"]) {
      expect(play(spec, "", engine).phases["demo[0].a[0]"]).toMatch(/^Error .*failed to get a template/);
    }
    for (const engine of ["v3.7.14", "v4.0.5"]) expect(play(spec, "", engine).phases.demo).toBe("Succeeded");
  });

  it("run attempts of an inline template, but not the step after a loop over one", () => {
    const retried = "inline: {retryStrategy: {limit: 1}, container: {image: busybox, command: [run]}}";
    for (const engine of ["v3.5.7", "v3.7.0", "v4.1.2"]) {
      expect(play(withInline(retried), "", engine).phases.demo).toBe("Succeeded");
      const { phases } = play(withInline(`withItems: [1, 2], ${retried}`), "", engine);
      expect(phases["demo[0].a(1:2)"]).toBe("Succeeded");
      expect(phases.demo).toBe("Error failed to get a template");
    }
  });

  it("look for the template of an attempt by its Retry node, which has none, from v3.7.1 to v3.7.13 and v4.0.4", () => {
    const retried = "inline: {retryStrategy: {limit: 1}, container: {image: busybox, command: [run]}}";
    for (const engine of ["v3.7.1", "v3.7.13", "v4.0.4"]) {
      expect(play(withInline(retried), "", engine).phases.demo).toMatch(/^Failed .*failed to get a template/);
    }
  });

  it("run the exit handlers of all steps of a group, whichever fails, before v3.5.14", () => {
    const spec = `
entrypoint: main
templates:
- name: main
  steps:
  - - {name: a, template: work, hooks: {exit: {template: work, expression: nothing.there > 1}}}
    - {name: b, template: work, hooks: {exit: {template: work}}}
- name: work
  container: {image: busybox, command: [run]}`;
    const before = play(spec, "", "v3.5.13").phases;
    expect(before).toMatchObject({ demo: "Running", "demo[0]": "Running", "demo[0].b.onExit": "Succeeded" });
    const { phases } = play(spec, "", "v3.5.14");
    expect(phases.demo).toMatch(/^Error /);
    expect(phases).not.toHaveProperty(["demo[0].b.onExit"]);
  });
});
