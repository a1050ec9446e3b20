import { describe, expect, it } from "vitest";
import { play } from "../../play.ts";
import { container, given, mountsOf, pod, single, volumesOf } from "./render.ts";

const run = "image: busybox, command: [run]";

describe("the volumes of a pod", () => {
  it("are the template's, whether mounted or not, and those of the workflow that are mounted", () => {
    const spec = single(
      `container: {${run}, volumeMounts: [{name: b, mountPath: /b}]}\nvolumes: [{name: a, emptyDir: {}}]`,
      "volumes: [{name: b, emptyDir: {}}, {name: c, emptyDir: {}}]",
    );
    expect(volumesOf(pod(spec)).map(({ name }) => name)).toEqual(["a", "b"]);
  });

  it("are claims of the workflow's own, with quantities as Kubernetes writes them", () => {
    const claims =
      "volumeClaimTemplates: [{metadata: {name: work}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1024Mi}}}}]";
    const views = given(single(`container: {${run}, volumeMounts: [{name: work, mountPath: /w}]}`, claims));
    expect(views[0]).toEqual({
      ...{ kind: "pvc", t: 0, node: "", name: "demo-work" },
      spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
    });
    expect(views[1]).toMatchObject({
      spec: { volumes: [{ name: "work", persistentVolumeClaim: { claimName: "demo-work" } }] },
    });
  });

  it("hold the secrets of artifacts, one for each name", () => {
    const s3 =
      "s3: {bucket: b, key: k, endpoint: e, accessKeySecret: {name: s, key: a}, secretKeySecret: {name: s, key: b}, caSecret: {name: ca, key: c}}";
    const view = pod(single(`container: {${run}}\ninputs: {artifacts: [{name: in, path: /in, ${s3}}]}`));
    expect(volumesOf(view)).toEqual([
      { name: "ca", secret: { secretName: "ca", items: [{ key: "c", path: "c" }] } },
      { name: "input-artifacts", emptyDir: {} },
      {
        name: "s",
        secret: {
          secretName: "s",
          items: [
            { key: "a", path: "a" },
            { key: "b", path: "b" },
          ],
        },
      },
    ]);
    expect(mountsOf(container(view, "wait"))).toEqual([
      "ca:/argo/secret/ca",
      "s:/argo/secret/s",
      "input-artifacts/in:/mainctrfs/in",
    ]);
  });
});

describe("input artifacts", () => {
  const raw = (path: string) => `inputs: {artifacts: [{name: a, path: ${path}, raw: {data: x}}]}`;

  it("are mounted where the container wants them", () => {
    const view = pod(single(`container: {${run}}\n${raw("/in/./a")}`));
    expect(mountsOf(container(view))).toEqual(["input-artifacts/a:/in/a"]);
    expect(mountsOf(container(view, "init"))).toEqual(["input-artifacts:/argo/inputs/artifacts"]);
  });

  it("go right into a volume that is mounted there", () => {
    const mounted = `container: {${run}, volumeMounts: [{name: v, mountPath: /in}, {name: v, mountPath: /longer/path}]}`;
    const view = pod(single(`${mounted}\n${raw("/in/a")}`, "volumes: [{name: v, emptyDir: {}}]"));
    expect(mountsOf(container(view))).toEqual(["v:/in", "v:/longer/path"]);
    expect(mountsOf(container(view, "init"))).toEqual([
      "input-artifacts:/argo/inputs/artifacts",
      "v:/mainctrfs/in",
      "v:/mainctrfs/longer/path",
    ]);
    // Upstream looks for the deepest mount by sorting those of the template itself.
    expect(view.template).toMatchObject({
      container: { volumeMounts: [{ mountPath: "/longer/path" }, { mountPath: "/in" }] },
    });
  });

  it("need a path that does not lead out of its folder", () => {
    const end = (path: string) =>
      play(`
entrypoint: main
templates:
- name: main
  steps: [[{name: use, template: use, arguments: {parameters: [{name: p, value: ${path}}]}}]]
- name: use
  inputs: {parameters: [{name: p}], artifacts: [{name: a, path: "/tmp/safe/{{inputs.parameters.p}}", raw: {data: x}}]}
  container: {${run}}`).phases["demo[0].use"];
    expect(end("../x")).toBe(
      "Error error in inputs.artifacts.a: Artifact 'a' attempted to use a path containing '..'. Directory traversal is not permitted",
    );
    expect(end("../safe/x")).toBe("Succeeded");
  });

  const skipped = (more = "") => `
entrypoint: main
${more}
templates:
- name: main
  steps:
  - - {name: make, template: make, when: "no == yes"}
  - - name: use
      template: use
      arguments: {artifacts: [{name: extra, optional: true, from: "{{steps.make.outputs.artifacts.extra}}"}]}
- name: make
  container: {${run}}
  outputs: {artifacts: [{name: extra, path: /x, optional: true, s3: {bucket: b, key: extra}}]}
- name: use
  inputs: {artifacts: [{name: extra, path: /x, optional: true}]}
  container: {${run}}`;

  it("stop the init container when they are neither there nor optional any more", () => {
    expect(play(skipped()).phases["demo[1].use"]).toMatch(/required artifact 'extra' not supplied/);
    expect(play(skipped(), "", "v3.5.7").phases["demo[1].use"]).toBe("Succeeded");
  });

  it("that are missing keep the variables of a patch from being replaced", () => {
    const patch = `podSpecPatch: '{"terminationGracePeriodSeconds": 5}'`;
    expect(play(skipped(patch)).phases["demo[1].use"]).toBe("Error Failed to substitute the PodSpecPatch variables");
    expect(play(skipped(patch), "", "v3.5.7").phases["demo[1].use"]).toBe("Succeeded");
  });
});

describe("artifacts without a place", () => {
  const outputs = `container: {${run}}\noutputs: {artifacts: [{name: o, path: /o}]}`;

  it("go to the default repository", () => {
    expect(pod(single(outputs)).template).toMatchObject({
      archiveLocation: { archiveLogs: false, s3: { bucket: "my-bucket", endpoint: "my-endpoint" } },
    });
    const { template, pod: name } = pod(single(outputs));
    expect(template).toMatchObject({ archiveLocation: { s3: { key: `demo/${name}` } } });
  });

  it("go where the configuration says, under keys that it forms", () => {
    const scenario = `
controller:
  artifactRepository: {archiveLogs: true, gcs: {bucket: g, keyFormat: "x/{{workflow.namespace}}/{{pod.name}}"}}`;
    const { template, pod: name } = pod(single(outputs), { scenario });
    expect(template).toMatchObject({
      archiveLocation: { archiveLogs: true, gcs: { bucket: "g", key: `x/default/${name}` } },
    });
  });

  it("fail the node where the place has an unknown variable", () => {
    const scenario = `controller: {artifactRepository: {s3: {bucket: b, keyFormat: "{{workflow.nope}}/{{pod.name}}"}}}`;
    expect(play(single(outputs), scenario).phases.demo).toBe("Error failed to resolve {{workflow.nope}}");
  });

  it("need no place but for their logs", () => {
    expect(pod(single(`container: {${run}}`)).template).not.toHaveProperty("archiveLocation");
    expect(pod(single(`container: {${run}}`, "archiveLogs: true")).template).toHaveProperty("archiveLocation");
  });
});

describe("the executor's service account", () => {
  const spec = single(
    `container: {${run}}`,
    "executor: {serviceAccountName: default}\nautomountServiceAccountToken: false",
  );

  it("has its token mounted in the executor's containers", () => {
    const view = pod(spec);
    expect(view.spec.automountServiceAccountToken).toBe(false);
    expect(mountsOf(container(view, "init"))).toEqual(["exec-sa-token:/var/run/secrets/kubernetes.io/serviceaccount"]);
    expect(container(view)).not.toHaveProperty("volumeMounts");
    expect(container(pod(spec, { engine: "v3.5.7" }))).toHaveProperty("volumeMounts");
  });

  it("must be there where tokens are withheld", () => {
    expect(play(single(`container: {${run}}`, "automountServiceAccountToken: false")).phases.demo).toBe(
      "Error executor.serviceAccountName must not be empty if automountServiceAccountToken is false",
    );
  });
});
