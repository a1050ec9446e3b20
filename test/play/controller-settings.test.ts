import { describe, expect, it } from "vitest";
import { playScenario } from "../../src/judge/play-scenario.ts";
import { loadScenario } from "../../src/scenario/load-scenario.ts";

function play(text: string, engine = "v4.1.2") {
  const { scenario, diagnostics } = loadScenario("settings.scenario.yaml", () => ({ ok: true, text }));
  expect(diagnostics).toEqual([]);
  if (scenario === undefined) throw new Error("not loaded");
  return playScenario(scenario, engine);
}

const workflow = (name: string, namespace = "default") => `
- apiVersion: argoproj.io/v1alpha1
  kind: Workflow
  metadata: {name: ${name}, namespace: ${namespace}}
  spec: {entrypoint: work, templates: [{name: work, container: {image: busybox, command: [run]}}]}`;

describe("failedPodRestart", () => {
  const scenario = (settings: string, evictions: string) => `
objects: ${workflow("demo")}
controller: {failedPodRestart: ${settings}}
defaults: {pending: 30s}
actions: ${evictions}
`;
  const nodeOf = (result: ReturnType<typeof play>) => result.workflows[0]?.status.nodes.get("demo");
  const creations = ({ events }: ReturnType<typeof play>) =>
    events.filter(({ kind, data }) => kind === "pod" && String(data).startsWith("Created")).map(({ t }) => t / 1000);

  it("replaces a pod that was evicted before it began", () => {
    const result = play(scenario("{enabled: true}", "[{at: 5s, do: evict}]"));
    expect(creations(result)).toEqual([0, 20]);
    expect(nodeOf(result)).toMatchObject({ phase: "Succeeded", failedPodRestarts: 1 });
    expect(nodeOf(result)?.restartingPodUID).toBeUndefined();
  });

  it("tells why the node waits", () => {
    const result = play(`${scenario("{enabled: true}", "[{at: 5s, do: evict}]")}\nlimit: 20s`);
    expect(nodeOf(result)).toMatchObject({
      phase: "Pending",
      message: "Pod auto-restarting due to Evicted: The node was low on resource: memory.",
    });
  });

  it("does not replace a pod that has begun", () => {
    const result = play(scenario("{enabled: true}", "[{at: 32s, do: evict}]"));
    expect(nodeOf(result)).toMatchObject({ phase: "Failed", message: "The node was low on resource: memory." });
  });

  it("gives up after so many times", () => {
    const result = play(scenario("{enabled: true, maxRestarts: 1}", "[{at: 5s, do: evict}, {at: 30s, do: evict}]"));
    expect(nodeOf(result)).toMatchObject({ phase: "Failed", failedPodRestarts: 1 });
  });

  it.each([
    ["unless it is enabled", "{enabled: false}", "v4.1.2"],
    ["not before v4.0", "{enabled: true}", "v3.7.18"],
  ])("%s", (_, settings, engine) => {
    const result = play(scenario(settings, "[{at: 5s, do: evict}]"), engine);
    expect(nodeOf(result)).toMatchObject({ phase: "Failed" });
  });
});

describe("the label parallelism-limit of a Namespace", () => {
  const namespace = (limit: string) =>
    `{apiVersion: v1, kind: Namespace, metadata: {name: default, labels: {workflows.argoproj.io/parallelism-limit: "${limit}"}}}`;
  const startsOf = ({ workflows }: ReturnType<typeof play>) =>
    workflows.map(({ status }) => (status.startedAt ?? Number.NaN) / 1000);
  const three = workflow("a") + workflow("b") + workflow("c");

  it("limits how many of its workflows run", () => {
    const scenario = `objects: ${three}\n- ${namespace("1")}`;
    expect(startsOf(play(scenario))).toEqual([0, 10, 20]);
    expect(startsOf(play(scenario, "v3.6.19"))).toEqual([0, 0, 0]);
  });

  it("goes before the controller's setting", () => {
    expect(startsOf(play(`objects: ${three}\n- ${namespace("0")}\ncontroller: {namespaceParallelism: 1}`))).toEqual([
      0, 0, 0,
    ]);
    expect(startsOf(play(`objects: ${three}\n- ${namespace("x")}\ncontroller: {namespaceParallelism: 1}`))).toEqual([
      0, 10, 20,
    ]);
  });

  it("can be raised in the midst of it, which lets in all that have room, or one before v4.0.8", () => {
    const raise = `[{at: 5s, do: apply, object: ${namespace("3")}}]`;
    const scenario = `objects: ${three}\n- ${namespace("1")}\nactions: ${raise}`;
    expect(startsOf(play(scenario))).toEqual([0, 5, 5]);
    expect(startsOf(play(scenario, "v3.7.18"))).toEqual([0, 5, 10]);
  });
});
