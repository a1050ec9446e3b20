import { expect, it } from "vitest";
import type { PodBehaviour } from "../../src/cluster/nodes/pod-behaviour.ts";
import { recordedWorld } from "../../src/cluster/world.ts";
import { simulate } from "./play.ts";

const child = `
        apiVersion: argoproj.io/v1alpha1
        kind: Workflow
        metadata: {generateName: child-}
        spec: {entrypoint: work, templates: [{name: work, container: {image: busybox}}]}`;

function parent(resource: string, manifest = child): string {
  return `
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {name: demo}
spec:
  entrypoint: create
  templates:
  - name: create
    resource:
      action: create
      ${resource}
      manifest: |${manifest}
`;
}

/** The phases of the workflows at the end, by name, with what their main node says. */
function play(manifests: string, options: Parameters<typeof simulate>[1] = {}) {
  const simulation = simulate(manifests, options);
  simulation.run();
  return [...simulation.server.workflows.list()].map(({ metadata: { name, ownerReferences = [] }, status }) => ({
    name: name.replace(/-.{5}$/, "-?"),
    phase: status.phase,
    message: status.nodes.get(name)?.message ?? "",
    finishedAt: (status.finishedAt ?? 0) / 1000,
    owners: ownerReferences.map((owner) => owner.name),
  }));
}

it("ends the pod at the first look after the workflow has met its condition", () => {
  const [demo, created] = play(parent("successCondition: status.phase == Succeeded"));
  expect(created).toMatchObject({ name: "child-?", phase: "Succeeded", owners: [] });
  expect(demo).toMatchObject({ phase: "Succeeded" });
  // The pod runs from 1.1s on, and looks every five seconds.
  expect(created?.finishedAt).toBeLessThan(demo?.finishedAt ?? 0);
});

it("waits for ever for a success that cannot come", () => {
  const pods = (nodeName: string): PodBehaviour => (nodeName.startsWith("child") ? { exitCode: 1 } : {});
  const podRules = { behaviourOf: ({ nodeName }: { readonly nodeName: string }) => pods(nodeName) };
  const [demo, created] = play(parent("successCondition: status.phase == Succeeded"), { podRules });
  expect(created).toMatchObject({ phase: "Failed" });
  expect(demo).toMatchObject({ phase: "Running" });
});

it("fails the pod by the failure condition", () => {
  const podRules = {
    behaviourOf: ({ nodeName }: { readonly nodeName: string }) => (nodeName.startsWith("child") ? { exitCode: 1 } : {}),
  };
  const condition =
    "successCondition: status.phase == Succeeded\n      failureCondition: status.phase in (Failed, Error)";
  const [demo] = play(parent(condition), { podRules });
  expect(demo).toMatchObject({ phase: "Failed", message: expect.stringContaining("failure condition") });
});

it("does not wait without a condition, and makes the workflow its owner when told to", () => {
  const [demo, created] = play(parent("setOwnerReference: true"), { pods: { run: 2000 } });
  expect(demo).toMatchObject({ phase: "Succeeded" });
  expect(created).toMatchObject({ phase: "Succeeded", owners: ["demo"] });
});

it("fails the pod when there is a workflow of that name", () => {
  const [demo, ...others] = play(parent("successCondition: x", child.replace("generateName: child-", "name: demo")));
  expect(others).toEqual([]);
  expect(demo).toMatchObject({
    phase: "Failed",
    message: expect.stringContaining('workflows.argoproj.io "demo" already exists'),
  });
});

it("creates nothing when the pod fails, nor where pods create nothing", () => {
  expect(play(parent("setOwnerReference: false"), { pods: { exitCode: 1 } })).toMatchObject([{ phase: "Failed" }]);
  const manifests = parent("successCondition: status.phase == Succeeded");
  expect(play(manifests, { world: recordedWorld })).toMatchObject([{ phase: "Succeeded" }]);
});

it("is cut off when workflows create themselves", () => {
  const self = `
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: self-}
spec:
  entrypoint: create
  arguments: {parameters: [{name: manifest, value: "{{workflow.parameters.manifest}}"}]}
  templates:
  - {name: create, parallelism: 1, resource: {action: create, manifest: "{{workflow.parameters.manifest}}"}}
`;
  expect(() => play(self)).not.toThrow();
});
