import { describe, expect, it } from "vitest";
import { play, work } from "../play.ts";

const spec = `
entrypoint: main
templates:
- name: main
  steps:
  - - {name: a, template: work}
  - - {name: b, template: work}
${work}`;

const running = "pods: [{template: work, run: 2m}]";

describe("a pod that goes wrong", () => {
  it("shows why it does not start", () => {
    const { phases } = play(spec, 'pods: [{node: "*.a", stuck: ImagePullBackOff, message: no such image}]\nlimit: 5m');
    expect(phases["demo[0].a"]).toBe("Pending ImagePullBackOff: no such image");
  });

  it("that is evicted fails its node", () => {
    const { phases, workflow } = play(spec, `${running}\nactions: [{at: 1m, do: evict}]`);
    expect(phases["demo[0].a"]).toBe("Failed The node was low on resource: memory.");
    expect(workflow.phase).toBe("Failed");
  });

  it("that vanishes is an error, or made again since v3.7.1", () => {
    const vanished = `${running}\nactions: [{at: 1m, do: deletePod}]`;
    expect(play(spec, vanished, "v3.7.0").phases["demo[0].a"]).toBe("Error pod deleted");
    const { phases, pods } = play(spec, vanished, "v3.7.1");
    expect(phases["demo[0].a"]).toBe("Succeeded pod deleted");
    expect(pods.filter((pod) => pod.startsWith("demo[0].a"))).toHaveLength(2);
  });

  it("that vanishes within ten seconds is made again", () => {
    const { phases, pods } = play(spec, `${running}\nactions: [{at: 3s, do: deletePod}]`);
    expect(phases["demo[0].a"]).toBe("Succeeded");
    expect(pods).toHaveLength(3);
  });

  it("that vanishes is missed at once when it started more than ten seconds ago: nothing waits for a minute", () => {
    const vanished = `${running}\nactions: [{at: 20s, do: deletePod}]`;
    const { phase, startedAt = 0, finishedAt = 0 } = play(spec, vanished, "v3.7.0").nodes["demo[0].a"] ?? {};
    expect(phase).toBe("Error");
    expect(finishedAt - startedAt).toBeLessThan(25_000);
  });

  it("whose executor cannot start is an Error, before v3.6.11 a failure", () => {
    const scenario = 'pods: [{node: "*.a", containers: {init: {exitCode: 64, message: no input}}}]';
    expect(play(spec, scenario).phases["demo[0].a"]).toBe("Error init: Error (exit code 64): no input");
    expect(play(spec, scenario, "v3.6.10").phases["demo[0].a"]).toMatch(/^Failed/);
  });

  it("whose executor cannot save outputs is an Error", () => {
    const scenario = 'pods: [{node: "*.a", containers: {wait: {exitCode: 64, message: no bucket}}}]';
    expect(play(spec, scenario).phases["demo[0].a"]).toBe("Error wait: Error (exit code 64): no bucket");
  });
});

describe("a report of an executor", () => {
  it("that is late holds back what follows", () => {
    const { pods } = play(spec, 'pods: [{node: "*.a", taskResultDelay: 3m}]');
    expect(Number(pods[1]?.split(" ")[1])).toBeGreaterThan(180_000);
  });

  it("that never comes counts as given when none was announced, since v3.5.9", () => {
    const lost = 'pods: [{node: "*.a", taskResult: lost}]\nlimit: 10m';
    expect(play(spec, lost).workflow.phase).toBe("Succeeded");
    expect(play(spec, lost, "v3.5.8").workflow.phase).toBe("Running");
  });
});

describe("a pod that is not created", () => {
  it("for want of quota is tried again", () => {
    const { phases, pods } = play(spec, "faults: [{to: 1m, do: podQuotaExceeded}]");
    expect(phases["demo[0].a"]).toBe("Succeeded");
    expect(Number(pods[0]?.split(" ")[1])).toBeGreaterThanOrEqual(60_000);
  });

  it("because it is denied is an Error", () => {
    const { phases } = play(spec, 'faults: [{do: podCreateDenied, node: "*.a"}]');
    expect(phases["demo[0].a"]).toMatch(/^Error .*admission webhook denied the request/);
  });
});

describe("restarts of the controller", () => {
  it("lose nothing, and no pod is made twice", () => {
    const restarts = [1, 15, 40].map((at) => `{at: ${at}s, do: restartController, for: 3s}`).join(", ");
    const { pods, workflow } = play(spec, `pods: [{run: 20s}]\nactions: [${restarts}]`);
    expect(workflow.phase).toBe("Succeeded");
    expect(pods).toHaveLength(2);
  });
});
