import { describe, expect, it } from "vitest";
import { container, mountsOf, pod, pods, single } from "./render.ts";

const busybox = "container: {image: busybox, command: [run], args: [x]}";

describe("the containers of a pod", () => {
  it("are init, wait and the template's", () => {
    const { spec } = pod(single(busybox));
    expect(spec).toEqual({
      initContainers: [{ name: "init", image: "argoexec", command: ["argoexec", "init"] }],
      containers: [
        { name: "wait", image: "argoexec", command: ["argoexec", "wait"] },
        { name: "main", image: "busybox", command: ["run"], args: ["x"] },
      ],
    });
  });

  it("start what the image starts where no command is given", () => {
    const view = pod(single("container: {image: busybox}"));
    expect(container(view)).toMatchObject({ command: ["ENTRYPOINT of busybox"], args: ["CMD of busybox"] });
    const scenario = "controller: {images: {busybox: {entrypoint: [/ep], cmd: [a]}}}";
    expect(container(pod(single("container: {image: busybox}"), { scenario }))).toMatchObject({
      command: ["/ep"],
      args: ["a"],
    });
    expect(container(pod(single("container: {image: busybox, args: [mine]}"), { scenario }))).toMatchObject({
      command: ["/ep"],
      args: ["mine"],
    });
  });

  it("read a script from a file that is their last argument", () => {
    const view = pod(single("script: {image: python, command: [python], args: [-u], source: print(1)}"));
    expect(container(view).args).toEqual(["-u", "/argo/staging/script"]);
    expect(container(pod(single("script: {image: python, command: [python], source: ''}"))).args).toBeUndefined();
  });

  it("do the work of resources and data with the executor", () => {
    const resource = pod(single("resource: {action: create, manifest: 'kind: X'}"));
    expect(container(resource)).toMatchObject({
      command: ["argoexec", "resource", "create"],
      securityContext: { readOnlyRootFilesystem: true, seccompProfile: { type: "RuntimeDefault" } },
    });
    expect(() => container(resource, "wait")).toThrow();
    const data = single(
      "data: {source: {artifactPaths: {name: a, s3: {bucket: b}}}, transformation: [{expression: data}]}",
    );
    expect(container(pod(data)).command?.slice(0, 2)).toEqual(["argoexec", "data"]);
    expect(pod(data).includeScriptOutput).toBe(true);
  });

  it("watch over resources whose logs are archived since v3.7", () => {
    const spec = single("resource: {action: create, manifest: 'kind: X'}", "archiveLogs: true");
    expect(container(pod(spec), "wait").command).toEqual(["argoexec", "wait"]);
    expect(() => container(pod(spec, { engine: "v3.6.19" }), "wait")).toThrow();
  });

  it("mount the volumes of their set", () => {
    const set = `
containerSet:
  volumeMounts: [{name: v, mountPath: /v}]
  containers:
  - {name: a, image: busybox, command: [run], volumeMounts: [{name: v, mountPath: /own}]}
  - {name: b, image: busybox, command: [run]}`;
    const view = pod(single(set, "volumes: [{name: v, emptyDir: {}}]"));
    expect(mountsOf(container(view, "a"))).toEqual(["v:/own", "v:/v"]);
    expect(mountsOf(container(view, "b"))).toEqual(["v:/v"]);
    expect(view.metadata).toMatchObject({ annotations: { "kubectl.kubernetes.io/default-container": "b" } });
  });

  it("take defaults from the controller's configuration", () => {
    const scenario = `
controller:
  mainContainer: {imagePullPolicy: Always, env: [{name: A, value: default}, {name: D, value: d}], resources: {limits: {cpu: 1000m}}}
  executor: {resources: {requests: {cpu: "0.1"}}, args: [--x], env: [{name: EX, value: "{{workflow.name}}"}]}`;
    const view = pod(single("container: {image: busybox, command: [run], env: [{name: A, value: own}]}"), { scenario });
    expect(container(view)).toMatchObject({
      imagePullPolicy: "Always",
      env: [
        { name: "A", value: "own" },
        { name: "D", value: "d" },
      ],
      resources: { limits: { cpu: "1" } },
    });
    expect(container(view, "wait")).toMatchObject({
      args: ["--x"],
      env: [{ name: "EX", value: "demo" }],
      resources: { requests: { cpu: "100m" } },
    });
  });

  it("reach the API server through the configured kubeconfig", () => {
    const scenario = "controller: {kubeConfig: {secretName: kc, secretKey: file}, instanceID: mine}";
    const view = pod(single(busybox), { scenario });
    expect(container(view, "wait")).toMatchObject({
      args: ["--kubeconfig=/kube/config"],
      volumeMounts: [{ name: "kubeconfig", mountPath: "/kube/config", readOnly: true, subPath: "file" }],
    });
    expect(view.spec.volumes).toEqual([{ name: "kubeconfig", secret: { secretName: "kc" } }]);
    expect(view.metadata).toMatchObject({ labels: { "workflows.argoproj.io/controller-instanceid": "mine" } });
  });

  it("have elements of templateDefaults read over those of the template", () => {
    const defaults = "templateDefaults: {container: {env: [{name: FIRST}, {name: A, value: default}]}}";
    const view = pod(single("container: {image: busybox, command: [run], env: [{name: A, value: own}]}", defaults));
    // Go reads the merged list into the template's own, whose first element keeps the value that the JSON does not name.
    expect(container(view).env).toEqual([
      { name: "FIRST", value: "own" },
      { name: "A", value: "own" },
    ]);
  });
});

describe("what the executor is told", () => {
  it("is the template without its input parameters, in v3.5 with them", () => {
    const spec = single("inputs: {parameters: [{name: a, value: 1}]}\ncontainer: {image: busybox, command: [run]}");
    expect(pod(spec).template).not.toHaveProperty("inputs");
    expect(pod(spec, { engine: "v3.5.7" }).template).toMatchObject({
      inputs: { parameters: [{ name: "a", value: "1" }] },
    });
  });

  it("goes into a ConfigMap where it is too long", () => {
    const long = "x".repeat(140_000);
    const spec = single(`container: {image: busybox, command: [run], args: [${long}]}`);
    expect(pod(spec)).toMatchObject({ templateOffloaded: true, argsOffloaded: true });
    expect(container(pod(spec)).args).toEqual([long]);
    expect(pod(spec, { engine: "v3.7.9" })).not.toHaveProperty("argsOffloaded");
    expect(pod(spec, { engine: "v3.5.7" })).not.toHaveProperty("templateOffloaded");
  });

  it("is when it must have ended", () => {
    const deadline = "activeDeadlineSeconds: 100\nonExit: main";
    const views = pods(single(busybox, deadline));
    expect(views.map((view) => view.deadline)).toEqual([100, undefined]);
    const old = pods(single(busybox, deadline), { engine: "v3.5.7" });
    expect(old.map((view) => view.deadline)).toEqual([100, 100]);
    const retry = "retryStrategy: {limit: 1, backoff: {duration: 1s, maxDuration: 60s}}";
    const retried = pods(single(`${busybox}\n${retry}`), { scenario: "pods: [{times: 1, exitCode: 1}]" });
    expect(retried.map((view) => view.deadline)).toEqual([undefined, 60]);
  });

  it("is no limit while a person looks into a container", () => {
    const paused = "container: {image: busybox, command: [run], env: [{name: ARGO_DEBUG_PAUSE_AFTER, value: 'true'}]}";
    expect(pod(single(`${paused}\nactiveDeadlineSeconds: 5`)).spec).not.toHaveProperty("activeDeadlineSeconds");
    expect(pod(single(`${busybox}\nactiveDeadlineSeconds: 5`)).spec.activeDeadlineSeconds).toBe(5);
    expect(pod(single(`${busybox}\nactiveDeadlineSeconds: 20\ntimeout: 25s`)).spec.activeDeadlineSeconds).toBe(25);
  });
});
