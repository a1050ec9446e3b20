import { describe, expect, it } from "vitest";
import { play, work } from "./play.ts";

describe("a stop", () => {
  it("spares whatever is part of an exit handler: a pause in it is waited for, and what follows it runs", () => {
    const { phases } = play(
      `
entrypoint: work
onExit: bye
templates:
- name: bye
  steps:
  - - {name: pause, template: pause}
  - - {name: tell, template: work}
- name: pause
  suspend: {duration: 30s}
${work}`,
      "actions: [{when: {node: pause, phase: Running}, do: stop}]",
    );
    expect(phases).toMatchObject({
      "demo.onExit": "Succeeded",
      "demo.onExit[0].pause": "Succeeded",
      "demo.onExit[1].tell": "Succeeded",
    });
  });

  it("ends a lifecycle hook that is no exit handler", () => {
    const { phases } = play(
      `
entrypoint: main
templates:
- name: main
  steps:
  - - name: a
      template: work
      hooks: {running: {template: work, expression: steps.a.status == "Running"}}
${work}`,
      "pods: [{run: 1m}]\nactions: [{at: 30s, do: stop}]",
    );
    expect(phases["demo[0].a.hooks.running"]).toMatch(/^Failed/);
  });
});

describe("a terminate", () => {
  it("ends the Retry node of a step's exit handler, which nothing looks at any more", () => {
    const { phases } = play(
      `
entrypoint: main
templates:
- name: main
  steps: [[{name: a, template: work, onExit: bye}]]
- name: bye
  retryStrategy: {limit: 3}
  container: {image: busybox, command: [run]}
${work}`,
      `pods: [{template: bye, run: 1m}]\nactions: [{at: 20s, do: terminate}]`,
    );
    expect(phases["demo[0].a.onExit"]).toBe("Failed Stopped with strategy 'Terminate'");
  });
});
