import { describe, expect, it } from "vitest";
import { play } from "../play.ts";

const memoize = 'memoize: {key: "key-{{inputs.parameters.x}}", maxAge: 1h, cache: {configMap: {name: cache}}}';

const spec = (template: string) => `
entrypoint: main
templates:
- name: main
  steps:
  - - {name: a, template: cached, arguments: {parameters: [{name: x, value: "1"}]}}
  - - {name: b, template: cached, arguments: {parameters: [{name: x, value: "1"}]}}
    - {name: c, template: cached, arguments: {parameters: [{name: x, value: "2"}]}}
- name: cached
  inputs: {parameters: [{name: x}]}
  ${memoize}
  ${template}`;

const pod = `container: {image: busybox, command: [run]}
  outputs: {parameters: [{name: out, valueFrom: {path: /out}}]}`;
const steps = `steps: [[{name: inner, template: inner}]]
  outputs: {parameters: [{name: out, valueFrom: {parameter: "{{steps.inner.outputs.parameters.out}}"}}]}
- name: inner
  ${pod}`;
const pods = "pods: [{outputs: {parameters: {out: value}}}]";

describe("memoize", () => {
  it.each([
    ["a pod", pod],
    ["steps", steps],
  ])("spares %s whose key has been seen", (_what, template) => {
    const { nodes } = play(spec(template), pods);
    expect(nodes["demo[0].a"]?.memoizationStatus).toMatchObject({ hit: false, key: "key-1", cacheName: "cache" });
    expect(nodes["demo[1].b"]).toMatchObject({
      phase: "Succeeded",
      memoizationStatus: { hit: true },
      outputs: { parameters: { out: "value" } },
    });
    expect(nodes["demo[1].c"]?.memoizationStatus?.hit).toBe(false);
  });

  it("makes no pod for what it spares", () => {
    expect(play(spec(pod), pods).pods.map((created) => created.split(" ")[0])).toEqual(["demo[0].a", "demo[1].c"]);
  });

  it("keeps no failure", () => {
    const { pods: created } = play(spec(pod), "pods: [{exitCode: 1}]");
    expect(created).toHaveLength(1);
  });

  it("needs a key that is a name", () => {
    const broken = spec(pod).replace("key-{{", "key/{{");
    expect(play(broken, pods).phases["demo[0].a"]).toMatch(/^Error .*invalid cache key: key\/1/);
  });
});
