import { describe, expect, it } from "vitest";
import { playScenario } from "../../src/judge/play-scenario.ts";
import { judge } from "../../src/judge/verdict.ts";
import { begin } from "../../src/play/session.ts";
import { runsAsJson } from "../../src/report/json.ts";
import { verdictLines } from "../../src/report/run.ts";
import { timelineLines } from "../../src/report/timeline.ts";
import { foundingStory as load } from "../journal/founding-story.ts";

/** Two workflows of one name, in two namespaces: one that works, and one that waits. */
const twoNamespaces = `
name: two namespaces
objects: |
  apiVersion: argoproj.io/v1alpha1
  kind: Workflow
  metadata: {name: demo, namespace: a}
  spec:
    entrypoint: main
    templates:
    - name: main
      container: {image: busybox, command: [run]}
  ---
  apiVersion: argoproj.io/v1alpha1
  kind: Workflow
  metadata: {name: demo, namespace: b}
  spec:
    entrypoint: main
    templates:
    - name: main
      suspend: {duration: 30s}
`;

const played = (more = "") => playScenario(load(twoNamespaces + more), "v4.1.2");
const plain = { green: String, red: String } as never;

describe("two workflows of one name in two namespaces", () => {
  it("are both played, each with a uid of its own", () => {
    const { workflows, end } = played();
    expect(end).toEqual({ kind: "quiet" });
    expect(workflows.map(({ metadata, status }) => [metadata.namespace, metadata.uid, status.phase])).toEqual([
      ["a", "uid-a_demo", "Succeeded"],
      ["b", "uid-b_demo", "Succeeded"],
    ]);
  });

  it("are both shown, with their namespaces", () => {
    const loaded = load(twoNamespaces);
    const result = playScenario(loaded, "v4.1.2");
    const lines = timelineLines(result.events);
    expect(lines.filter((line) => line.includes("-> Succeeded")).map((line) => line.trim())).toEqual([
      expect.stringContaining("node a/demo phase Pending -> Succeeded"),
      expect.stringContaining("workflow a/demo phase Running -> Succeeded"),
      expect.stringContaining("node b/demo phase Running -> Succeeded"),
      expect.stringContaining("workflow b/demo phase Running -> Succeeded"),
    ]);
    const run = { loaded, result, verdict: judge(loaded, result) };
    expect(verdictLines(run, plain)).toEqual([expect.stringContaining("a/demo Succeeded, b/demo Succeeded at")]);
    const [json] = JSON.parse(runsAsJson([run])).runs;
    expect(json.workflows.map(({ namespace, name }: Record<string, string>) => [namespace, name])).toEqual([
      ["a", "demo"],
      ["b", "demo"],
    ]);
    expect(new Set(json.events.map((event: Record<string, string>) => event.namespace))).toEqual(new Set(["a", "b"]));
  });

  it("are told apart by actions", () => {
    const { workflows } = played("actions: [{at: 15s, do: terminate, workflow: b/demo}]");
    expect(workflows.map(({ status }) => status.phase)).toEqual(["Succeeded", "Failed"]);
  });

  it("are told apart by expectations", () => {
    const expectations = `
actions: [{at: 15s, do: terminate, workflow: b/demo}]
expect:
  workflows: {a/demo: Succeeded, b/*: Failed}
  nodes: {a/demo: Succeeded, b/demo: Failed}
  pods: {a/demo: 1, b/demo: 0, demo: 1}
  eventually: [{of: b/demo, workflow: Failed}]
  never: [{of: a/demo, workflow: Failed}]
`;
    const loaded = load(twoNamespaces + expectations);
    const { failures } = judge(loaded, playScenario(loaded, "v4.1.2"));
    expect(failures.map(({ message }) => message)).toEqual([]);
  });

  it("are both named when an expectation about both is not met", () => {
    const loaded = load(`${twoNamespaces}expect: {workflows: {demo: Failed}}\n`);
    const { failures } = judge(loaded, playScenario(loaded, "v4.1.2"));
    expect(failures.map(({ message }) => message)).toEqual([
      "workflow a/demo ends Succeeded, not Failed",
      "workflow b/demo ends Succeeded, not Failed",
    ]);
  });

  it("are told apart in a session", () => {
    const session = begin(load(twoNamespaces), "v4.1.2");
    session.runUntil(15_000);
    expect(session.workflow("a/demo")?.status.phase).toBe("Succeeded");
    expect(session.workflow("b/demo")?.status.phase).toBe("Running");
    expect(session.act({ do: "stop", workflow: "b/demo" })).toEqual({ ok: true });
    session.end();
    expect(session.workflows().map(({ status }) => status.phase)).toEqual(["Succeeded", "Failed"]);
  });
});
