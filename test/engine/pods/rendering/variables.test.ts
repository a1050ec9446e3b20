import { describe, expect, it } from "vitest";
import { play } from "../../play.ts";
import { container, pod, pods, single } from "./render.ts";

const run = "image: busybox, command: [run]";

describe("the last pass over the text of a pod", () => {
  it("puts inputs and the pod's name into the workflow's own fields", () => {
    const spec = single(
      `inputs: {parameters: [{name: zone, value: z}]}\ncontainer: {${run}}`,
      `nodeSelector: {zone: "{{inputs.parameters.zone}}"}\npodMetadata: {labels: {own: "{{pod.name}}"}}`,
    );
    const view = pod(spec);
    expect(view.spec.nodeSelector).toEqual({ zone: "z" });
    expect(view.metadata).toMatchObject({ labels: { own: view.pod } });
  });

  it("replaces tags that came with a value", () => {
    const spec = single(
      `inputs: {parameters: [{name: a, value: "{{workflow.parameters.tag}}"}]}\ncontainer: {${run}, args: ["{{inputs.parameters.a}}"]}`,
      'arguments: {parameters: [{name: tag, value: "{{workflow.name}}"}]}',
    );
    expect(container(pod(spec)).args).toEqual(["demo"]);
  });

  it("breaks the template's JSON where a value with quotes is put in only then", () => {
    const spec = single(
      `inputs: {parameters: [{name: a, value: 'say "hi"'}, {name: b, value: "{{inputs.parameters.a}}"}]}\ncontainer: {${run}, args: ["{{inputs.parameters.b}}"]}`,
    );
    expect(play(spec).phases.demo).toMatch(/^Error invalid character 'h' after array element/);
  });
});

describe("a pod is kept away", () => {
  const failing = "pods: [{times: 2, exitCode: 1}]";
  const retry = "retryStrategy: {limit: 3, affinity: {nodeAntiAffinity: {}}}";
  const excluded = (spec: unknown) =>
    JSON.stringify(spec).match(/"key":"kubernetes.io\/hostname","operator":"NotIn","values":(\[[^\]]*\])/)?.[1];

  it("from the hosts on which earlier attempts failed", () => {
    const views = pods(single(`container: {${run}}\n${retry}`), { scenario: failing });
    expect(views.map(({ spec }) => excluded(spec))).toEqual([undefined, '["node-1"]', '["node-2","node-1"]']);
  });

  it("within steps only since v3.7.1", () => {
    const spec = `
entrypoint: main
templates:
- name: main
  steps: [[{name: a, template: work}]]
- name: work
  container: {${run}}
  ${retry}`;
    const last = (engine: string) => excluded(pods(spec, { scenario: failing, engine }).at(-1)?.spec);
    expect(last("v4.1.2")).toBe('["node-2","node-1"]');
    expect(last("v3.7.0")).toBeUndefined();
  });

  it("by adding to the node affinity that it has", () => {
    const affinity =
      "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/hostname, operator: NotIn, values: [old]}]}]}}}";
    const views = pods(single(`container: {${run}}\n${retry}\n${affinity}`), { scenario: failing });
    expect(excluded(views[1]?.spec)).toBe('["old","node-1"]');
  });
});

describe("scheduling", () => {
  it("is the template's, else that of the steps around it, else the workflow's", () => {
    const spec = (template: string, steps: string) => `
entrypoint: main
nodeSelector: {of: workflow}
templates:
- name: main
  ${steps}
  steps: [[{name: a, template: work}]]
- name: work
  ${template}
  container: {${run}}`;
    const steps = "nodeSelector: {of: steps}";
    expect(pod(spec("nodeSelector: {of: template}", steps)).spec.nodeSelector).toEqual({ of: "template" });
    expect(pod(spec("daemon: false", steps)).spec.nodeSelector).toEqual({ of: "steps" });
    expect(pod(spec("daemon: false", steps), { engine: "v3.5.7" }).spec.nodeSelector).toEqual({ of: "workflow" });
    expect(pod(spec("daemon: false", "failFast: false")).spec.nodeSelector).toEqual({ of: "workflow" });
  });
});

describe("an owner reference", () => {
  it("is written into the manifest of a resource, which is written anew", () => {
    const manifest =
      "kind: ConfigMap\\napiVersion: v1\\nmetadata: {name: '1', b: 'yes'}\\ndata: {text: \"a: b\", list: [1, x]}";
    const spec = single(
      `resource: {action: create, setOwnerReference: true, manifest: "${manifest.replaceAll('"', '\\"')}"}`,
    );
    const { template } = pod(spec) as unknown as { template: { resource: { manifest: string } } };
    expect(template.resource.manifest).toMatch(
      /^apiVersion: v1\ndata:\n {2}list:\n {2}- 1\n {2}- x\n {2}text: 'a: b'\nkind: ConfigMap\nmetadata:\n {2}b: "yes"\n {2}name: "1"\n {2}ownerReferences:\n {2}- apiVersion: argoproj.io\/v1alpha1\n {4}blockOwnerDeletion: true\n {4}controller: true\n {4}kind: Workflow\n {4}name: demo\n {4}uid: .*\n$/,
    );
  });

  it("needs a manifest that is YAML", () => {
    const spec = single("resource: {action: create, setOwnerReference: true, manifest: 'kind: {{=nope}}'}");
    expect(play(spec).phases.demo).toMatch(/^Error error converting YAML to JSON: yaml: invalid map key/);
  });
});

describe("the agent", () => {
  const http = single("http: {url: 'http://x'}");

  it("is patched by the workflow, or not made", () => {
    const patch = (text: string) => single("http: {url: 'http://x'}", `podSpecPatch: '${text}'`);
    expect(pod(patch('{"hostname": "h"}'))).toMatchObject({ kind: "agent", node: "agent", spec: { hostname: "h" } });
    expect(pods(patch('{"hostname": 5}'))).toEqual([]);
  });

  it("runs without a seccomp profile before v3.6", () => {
    expect(JSON.stringify(pod(http).spec)).toContain("seccompProfile");
    expect(JSON.stringify(pod(http, { engine: "v3.5.7" }).spec)).not.toContain("seccompProfile");
  });
});
