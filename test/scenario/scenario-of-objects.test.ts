import { expect, it } from "vitest";
import {
  begin,
  judge,
  playScenario,
  runsAsJson,
  runTimeline,
  runTrees,
  scenarioOfObjects,
  verdictLines,
} from "../../src/index.ts";

const workflow = {
  apiVersion: "argoproj.io/v1alpha1",
  kind: "Workflow",
  metadata: { name: "demo" },
  spec: { entrypoint: "main", templates: [{ name: "main", container: { image: "busybox" } }] },
};

it("plays a scenario that is an object, and gives all that the command prints", () => {
  const { scenario, diagnostics } = scenarioOfObjects({
    name: "a failure",
    workflow,
    pods: [{ node: "demo", run: "10s", exitCode: 3 }],
    expect: { workflow: "Failed" },
  });
  expect(diagnostics).toEqual([]);
  if (scenario === undefined) throw new Error("it cannot be loaded");
  const result = playScenario(scenario, "v4.1.2");
  const run = { loaded: scenario, result, verdict: judge(scenario, result) };
  expect(verdictLines(run)).toEqual([expect.stringMatching(/^✔ a failure on v4\.1\.2: demo Failed at/)]);
  expect(runTrees(run)).toContain("Status:              Failed");
  expect(runTimeline(run).some((line) => line.includes("workflow demo phase Running -> Failed"))).toBe(true);
  expect(JSON.parse(runsAsJson([run])).runs[0].workflows[0]).toMatchObject({ name: "demo", phase: "Failed" });
  const session = begin(scenario, "v4.1.2");
  session.end();
  expect(session.workflow()?.status.phase).toBe("Failed");
});

it("takes manifests as objects and as texts", () => {
  const text = JSON.stringify({ ...workflow, metadata: { name: "other" } });
  const { scenario } = scenarioOfObjects({}, [workflow, text]);
  expect(scenario?.objects.map(({ name }) => name)).toEqual(["demo", "other"]);
});

it("tells what is wrong, with the place in the text of the object", () => {
  const { scenario, diagnostics, texts } = scenarioOfObjects({ workflow, pods: [{ nod: "demo" } as object] });
  expect(scenario).toBeUndefined();
  const [problem] = diagnostics;
  expect(problem?.message).toContain("nod");
  const line = texts.get(problem?.source.file ?? "")?.split("\n")[(problem?.source.line ?? 0) - 1];
  expect(line).toContain('"nod"');
});
