import { describe, expect, it } from "vitest";
import { play, work } from "../play.ts";

const spec = (template: string, fields = "") => `
entrypoint: main
templates:
- name: main
  steps:
  - - {name: ask, template: ask}
  - - {name: next, template: work}
- name: ask
  ${fields}
  ${template}
${work}`;

const http = "http: {url: https://example.com, successCondition: response.statusCode == 200}";
const plugin = "plugin: {slack: {text: hello}}";

describe.each([
  ["HTTP", http],
  ["Plugin", plugin],
])("a template of type %s", (type, template) => {
  it("is done by the agent, with what it answers as outputs", () => {
    const { nodes, pods } = play(spec(template), "pods: [{template: ask, outputs: {parameters: {x: fine}}}]");
    expect(nodes["demo[0].ask"]).toMatchObject({ type, phase: "Succeeded", outputs: { parameters: { x: "fine" } } });
    expect(pods.map((pod) => pod.split(" ")[0])).toEqual(["agent", "demo[1].next"]);
  });

  it("fails with the agent's message", () => {
    const { phases } = play(spec(template), "pods: [{template: ask, exitCode: 1, message: no answer}]");
    expect(phases["demo[0].ask"]).toBe("Failed no answer");
  });

  it("is retried", () => {
    const retried = spec(template, "retryStrategy: {limit: 2, retryPolicy: Always}");
    const { phases } = play(retried, "pods: [{template: ask, times: 2, exitCode: 1}]");
    expect(phases["demo[0].ask"]).toBe("Succeeded");
    expect(phases["demo[0].ask(2)"]).toBe("Succeeded");
  });

  it("is ended by argo terminate, since v3.6", () => {
    const scenario = "pods: [{template: ask, run: 1h}]\nactions: [{at: 20s, do: terminate}]\nlimit: 10m";
    const phase = (engine: string) => play(spec(template), scenario, engine).phases["demo[0].ask"];
    expect(phase("v3.6.0")).toBe("Failed Stopped with strategy 'Terminate'");
    expect(phase("v3.5.14")).toBe("Pending");
  });
});
