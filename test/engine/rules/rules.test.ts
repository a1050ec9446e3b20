import { describe, expect, it } from "vitest";
import { begin } from "../../../src/play/session.ts";
import { loadDemo, play, work } from "../play.ts";

const stop = (node: string) => `- {when: {node: ${node}, phase: Running}, do: stop}`;

describe("what is part of an exit handler", () => {
  const handler = `
entrypoint: main
onExit: bye
templates:
- name: main
  steps: [[{name: a, template: work}]]
- name: bye
  steps: [[{name: approval, template: approval}]]
- name: approval
  suspend: {}
${work}`;

  it("goes on after argo stop, also where no pod speaks for it", () => {
    const { phases } = play(
      handler,
      `actions: [${stop("approval").slice(2)}, {when: {node: approval, phase: Running}, after: 1m, do: resume}]`,
    );
    expect(phases["demo.onExit[0].approval"]).toBe("Succeeded");
  });
});

describe("a Retry node", () => {
  it("ends with the shutdown of its workflow once its attempts have ended", () => {
    const { phases } = play(
      `
entrypoint: main
templates:
- name: main
  dag: {tasks: [{name: a, template: tried}]}
- name: tried
  retryStrategy: {limit: 3}
  container: {image: busybox, command: [run]}`,
      "pods: [{run: 5m}]\nactions: [{at: 30s, do: terminate}]",
    );
    expect(phases["demo.a"]).toBe("Failed Stopped with strategy 'Terminate'");
    expect(phases["demo.a(0)"]).toBe("Failed main: Error (exit code 143)");
  });
});

describe("a pod that is gone", () => {
  const one = `entrypoint: work\ntemplates:\n${work}`;

  it("is missed by the next reconcile once its node is older than ten seconds", () => {
    const { nodes } = play(one, "pods: [{run: 5m}]\nactions: [{at: 21s, do: deletePod, node: demo}]", "v3.5.7");
    expect(nodes.demo).toMatchObject({ phase: "Error", message: "pod deleted", finishedAt: 31 });
  });
});

describe("a daemon", () => {
  it("holds the end of its workflow until it was told to end", () => {
    const { nodes, workflow } = play(
      "entrypoint: server\ntemplates:\n- name: server\n  daemon: true\n  container: {image: busybox, command: [serve]}",
    );
    expect(nodes.demo).toMatchObject({ phase: "Succeeded" });
    expect(nodes.demo?.daemoned).toBeUndefined();
    expect(workflow.phase).toBe("Succeeded");
  });
});

describe("a task", () => {
  it("waits for the hooks of the tasks that it depends on, and for no other child of theirs", () => {
    const { pods } = play(
      `
entrypoint: main
templates:
- name: main
  dag:
    tasks:
    - {name: a, template: work}
    - {name: b, template: work, depends: a}
    - {name: c, template: work, depends: a}
${work}`,
      'pods: [{node: "*.b", run: 10m}]',
    );
    const begun = Object.fromEntries(pods.map((pod) => pod.split(" ")));
    expect(begun["demo.c"]).toBe(begun["demo.b"]);
  });
});

describe("the reports of executors", () => {
  it("are deleted when their workflow has ended", () => {
    const session = begin(loadDemo(`entrypoint: work\ntemplates:\n${work}`), "v4.1.2");
    session.end();
    const deletions = session.journal.events.filter(
      (event) =>
        event.kind === "request" &&
        event.data.verb === "delete" &&
        event.data.resource.startsWith("workflowtaskresults"),
    );
    expect(deletions).toHaveLength(1);
  });
});
