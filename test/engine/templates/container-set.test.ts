import { describe, expect, it } from "vitest";
import { play } from "../play.ts";

const spec = (fields = "") => `
entrypoint: main
templates:
- name: main
  ${fields}
  containerSet:
    containers:
    - {name: a, image: busybox, command: [run]}
    - {name: b, image: busybox, command: [run], dependencies: [a]}
    - {name: c, image: busybox, command: [run], dependencies: [a]}
    - {name: d, image: busybox, command: [run], dependencies: [b, c]}`;

describe("a container set", () => {
  it("is one pod, with a node for each container below those that it depends on", () => {
    const { nodes, pods } = play(spec());
    expect(pods).toEqual(["demo 0"]);
    expect(nodes.demo).toMatchObject({ type: "Pod", phase: "Succeeded", children: ["demo.a"] });
    expect(nodes["demo.a"]).toMatchObject({ type: "Container", phase: "Succeeded", children: ["demo.b", "demo.c"] });
    expect(nodes["demo.d"]).toMatchObject({ phase: "Succeeded", boundary: "demo" });
  });

  it("shows which container failed, and which did not run for it", () => {
    const { phases } = play(spec(), "pods: [{containers: {b: {exitCode: 3}}}]");
    expect(phases).toMatchObject({
      demo: expect.stringMatching(/^Failed/),
      "demo.a": "Succeeded",
      "demo.b": "Failed b: Error (exit code 3): ",
      "demo.c": "Succeeded",
      "demo.d": 'Error d: Error (exit code 64): dependency "b" exited with non-zero code: 3',
    });
  });

  it("is retried as a whole", () => {
    const { nodes, pods } = play(
      spec("retryStrategy: {limit: 1}"),
      "pods: [{times: 1, containers: {b: {exitCode: 3}}}]",
    );
    expect(pods).toHaveLength(2);
    expect(nodes["demo(1).d"]?.phase).toBe("Succeeded");
  });
});
