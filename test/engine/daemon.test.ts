import { describe, expect, it } from "vitest";
import { play } from "./play.ts";

const spec = (fields = "") => `
entrypoint: main
templates:
- name: main
  steps:
  - - {name: server, template: server}
  - - name: client
      template: client
      arguments: {parameters: [{name: ip, value: "{{steps.server.ip}}"}]}
- name: server
  daemon: true
  ${fields}
  container: {image: busybox, command: [serve]}
- name: client
  inputs: {parameters: [{name: ip}]}
  container: {image: busybox, command: [run]}`;

describe("a daemon", () => {
  it("lets what follows begin once it runs, which knows its address", () => {
    const { nodes, pods } = play(spec());
    expect(nodes["demo[1].client"]?.inputs?.parameters).toEqual({ ip: "10.0.0.1" });
    expect(pods.map((pod) => pod.split(" ")[0])).toEqual(["demo[0].server", "demo[1].client"]);
  });

  it("is ended with its template, and has succeeded", () => {
    const { nodes, workflow } = play(spec(), "pods: [{template: client, run: 5m}]");
    expect(workflow).toMatchObject({ phase: "Succeeded" });
    expect(nodes["demo[0].server"]).toMatchObject({ phase: "Succeeded" });
    expect(nodes["demo[0].server"]?.daemoned).toBeUndefined();
  });

  const inDag = (fields = "") =>
    spec(fields).replace(
      /steps:[\s\S]*?- name: server\n/,
      `dag:
    tasks:
    - {name: server, template: server}
    - {name: client, template: client, depends: server.Daemoned, arguments: {parameters: [{name: ip, value: x}]}}
- name: server
`,
    );

  it("is what a DAG task can depend on", () => {
    expect(play(inDag()).phases["demo.client"]).toBe("Succeeded");
  });

  it("that fails is tried again, since v3.7", () => {
    const retried = inDag("retryStrategy: {limit: 2, retryPolicy: Always}");
    const scenario = "pods: [{template: server, times: 1, run: 1m, exitCode: 1}, {template: client, run: 5m}]";
    expect(play(retried, scenario, "v3.7.18").nodes["demo.server(1)"]?.phase).toBe("Succeeded");
    expect(play(retried, scenario, "v3.6.19").nodes["demo.server(1)"]).toBeUndefined();
  });
});

describe("a workflow", () => {
  it("does not end before its daemons have: one that is the entrypoint is told to end, and then done", () => {
    const { phases, workflow } = play(`
entrypoint: server
templates:
- name: server
  daemon: true
  container: {image: busybox, command: [serve]}`);
    expect(workflow.phase).toBe("Succeeded");
    expect(phases.demo).toBe("Succeeded");
  });
});
