import { expect, it } from "vitest";
import { kubernetes, recordedWorld } from "../../src/cluster/world.ts";
import { play, work } from "./play.ts";

/** The hook asks for the agent, and so does the workflow at the end of the same reconcile. */
const spec = `
entrypoint: main
hooks: {running: {template: ask, expression: workflow.status == "Running"}}
templates:
- name: main
  steps: [[{name: s, template: work}]]
- name: ask
  http: {url: http://example.com}
${work}`;

const messageOn = (engine: string, world = kubernetes) => play(spec, "", engine, { world }).workflow.message;

it("an agent pod that exists already is taken for what the client answered, before v3.5.11", () => {
  const nil = "runtime error: invalid memory address or nil pointer dereference";
  expect(messageOn("v3.5.7", recordedWorld)).toBe(nil);
  expect(messageOn("v3.5.7")).toBeUndefined();
  expect(messageOn("v3.6.19", recordedWorld)).toBeUndefined();
});
