import { beforeEach, describe, expect, it } from "vitest";
import { ObedientChoices } from "../../sim/choice/choice.ts";
import { EventLoop } from "../../sim/loop.ts";
import { ApiServer } from "../../src/cluster/api-server/api-server.ts";
import { Executor } from "../../src/cluster/nodes/executor.ts";
import { Kubelet } from "../../src/cluster/nodes/kubelet.ts";
import type { PodBehaviour, PodSubject } from "../../src/cluster/nodes/pod-behaviour.ts";
import { WorldEvents } from "../../src/cluster/world-events.ts";
import type { Pod, PodSpec, TaskResult } from "../../src/engine/model/pod.ts";
import { Journal } from "../../src/journal/journal.ts";
import type { Template } from "../../src/manifest/types.ts";
import { podText } from "../../src/timeline/trace.ts";
import { examplePod } from "../engine/pods/example-pod.ts";

let loop: EventLoop;
let server: ApiServer;
let kubelet: Kubelet;
let behaviour: PodBehaviour;
let subjects: PodSubject[];
let events: string[];

beforeEach(() => {
  loop = new EventLoop();
  server = new ApiServer(() => loop.now);
  behaviour = {};
  subjects = [];
  events = [];
  const journal = new Journal(loop);
  journal.subscribe(({ t, kind, data }) => {
    if (kind === "pod") events.push(`${t} ${podText(data)}`);
  });
  const behaviourOf = (subject: PodSubject) => {
    subjects.push(subject);
    return behaviour;
  };
  const world = new WorldEvents(loop, new ObedientChoices());
  const executor = new Executor(world, server);
  kubelet = new Kubelet({ events: world, server, rules: { behaviourOf }, executor, journal });
});

function createPod(template: Template = { name: "work" }, spec: Partial<PodSpec> = {}): void {
  const { metadata, ...pod } = examplePod("");
  server.pods.create({
    ...pod,
    metadata: { name: metadata.name, namespace: metadata.namespace },
    spec: { ...pod.spec, template, ...spec },
  });
}

function currentPod(): Pod {
  const found = server.pods.get("default", "demo-work-1");
  if (found === undefined) throw new Error("the pod is gone");
  return found;
}

const taskResult = (): TaskResult | undefined => server.taskResults.get("default", "demo-1");
const at = (time: number, action: () => void) => loop.schedule(time, 0, action, "test");
const signalAt = (time: number, signal: number, containers = ["main", "wait"]) =>
  at(time, () => kubelet.signal(currentPod(), containers, signal));
const exitCodes = () =>
  currentPod().status.containerStatuses.map(
    ({ name, state }) => `${name} ${"exitCode" in state ? state.exitCode : state.kind}`,
  );

describe("a pod", () => {
  it("is looked up once, is pending, runs and succeeds, in the usual times", () => {
    createPod();
    loop.run();
    expect(subjects).toEqual([
      {
        kind: "pod",
        namespace: "default",
        workflowName: "demo",
        nodeName: "demo.work",
        displayName: "work",
        templateName: "work",
        containers: ["main", "wait"],
      },
    ]);
    expect(events).toEqual(["1100 Running", "6400 Succeeded exit 0"]);
    expect(exitCodes()).toEqual(["main 0", "wait 0"]);
  });

  it("ends as its rule says, but its executor ends well", () => {
    behaviour = { pending: 10, run: 20, exitCode: 137, reason: "OOMKilled", message: "too big" };
    createPod(undefined, { sidecars: ["proxy"] });
    loop.run();
    expect(events).toEqual(["10 Running", "30 Failed exit 137"]);
    expect(exitCodes()).toEqual(["main 137", "proxy 137", "wait 0"]);
    const [main, , wait] = currentPod().status.containerStatuses;
    expect(main?.state).toMatchObject({ reason: "OOMKilled", message: "too big" });
    expect(wait?.state).toMatchObject({ reason: "Completed" });
  });

  it("has containers that end otherwise than the rest", () => {
    behaviour = { exitCode: 3, containers: { main: { exitCode: 0 }, wait: { exitCode: 64, message: "no bucket" } } };
    createPod({ name: "work" }, { sidecars: ["proxy"] });
    loop.run();
    expect(events.at(-1)).toBe("6400 Failed exit 3");
    expect(exitCodes()).toEqual(["main 0", "proxy 3", "wait 64"]);
    expect(currentPod().status.containerStatuses[2]?.state).toMatchObject({ reason: "Error", message: "no bucket" });
  });

  it("of a container set does not run what depends on a container that failed", () => {
    behaviour = { containers: { test: { exitCode: 2 } } };
    const containers = [
      { name: "publish", image: "busybox", dependencies: ["pack"] },
      { name: "build", image: "busybox" },
      { name: "test", image: "busybox", dependencies: ["build"] },
      { name: "pack", image: "busybox", dependencies: ["test"] },
    ];
    createPod({ name: "set", containerSet: { containers } }, { mainContainers: containers.map(({ name }) => name) });
    loop.run();
    expect(exitCodes()).toEqual(["publish 64", "build 0", "test 2", "pack 64", "wait 0"]);
    expect(currentPod().status.containerStatuses[3]?.state).toMatchObject({
      message: 'dependency "test" exited with non-zero code: 2',
    });
  });

  it("fails before its containers run when an init container does", () => {
    behaviour = { containers: { init: { exitCode: 64, message: "no such artifact" } } };
    createPod({ name: "work" }, { initContainers: ["init"] });
    loop.run();
    expect(events).toEqual(["1100 Failed exit 64"]);
    expect(exitCodes()).toEqual(["main waiting", "wait waiting"]);
    expect(taskResult()).toBeUndefined();
  });

  it("runs for ever if it is a daemon, unless told otherwise", () => {
    createPod({ name: "work", daemon: true });
    loop.run();
    expect(events).toEqual(["1100 Running"]);
    server.pods.delete("default", "demo-work-1");
    behaviour = { run: 50 };
    createPod({ name: "work", daemon: true });
    loop.run();
    expect(events.slice(1)).toEqual(["2200 Running", "2250 Succeeded exit 0"]);
  });

  it("stays pending when it is stuck", () => {
    behaviour = { stuck: "ImagePullBackOff", message: "no such image" };
    createPod();
    loop.run();
    expect(events).toEqual(["1100 Stuck ImagePullBackOff"]);
    expect(currentPod().status.phase).toBe("Pending");
    const waiting = { kind: "waiting", reason: "ImagePullBackOff", message: "no such image" };
    expect(currentPod().status.containerStatuses.map(({ state }) => state)).toEqual([waiting, waiting]);
  });

  it("does nothing more once it is deleted, though another comes with its name", () => {
    createPod();
    at(2_000, () => server.pods.delete("default", "demo-work-1"));
    at(3_000, () => createPod());
    loop.run();
    expect(events).toEqual(["1100 Running", "4100 Running", "9400 Succeeded exit 0"]);
  });

  it("is killed when it is evicted, so that its executor does not report", () => {
    createPod();
    at(2_000, () => kubelet.evict(currentPod()));
    loop.run();
    expect(events).toEqual(["1100 Running", "2000 Evicted"]);
    expect(currentPod().status).toMatchObject({ phase: "Failed", reason: "Evicted" });
    expect(exitCodes()).toEqual(["main 137", "wait 137"]);
    expect(taskResult()?.reportOutputsCompleted).toBe(false);
  });
});

describe("activeDeadlineSeconds", () => {
  const limited = { activeDeadlineSeconds: 60, terminationGracePeriodSeconds: 30 };

  it("end a pod that runs for longer, in the words of the kubelet", () => {
    behaviour = { run: 300_000 };
    createPod({ name: "work" }, limited);
    loop.run();
    expect(events).toEqual(["1100 Running", "61100 DeadlineExceeded", "61100 Failed exit 143"]);
    expect(currentPod().status).toMatchObject({
      reason: "DeadlineExceeded",
      message: "Pod was active on the node longer than the specified deadline",
    });
  });

  it("do nothing to a pod that ends in time, and to one that no kubelet knows of", () => {
    createPod({ name: "work" }, limited);
    loop.run();
    expect(currentPod().status.phase).toBe("Succeeded");
    server.pods.delete("default", "demo-work-1");
    behaviour = { stuck: "Unschedulable" };
    createPod({ name: "work" }, limited);
    loop.run();
    expect(currentPod().status.phase).toBe("Pending");
  });

  it("end a pod that is stuck on its node", () => {
    behaviour = { stuck: "ImagePullBackOff" };
    createPod({ name: "work" }, limited);
    loop.run();
    expect(currentPod().status).toMatchObject({ phase: "Failed", reason: "DeadlineExceeded" });
  });

  it("are followed by SIGKILL for a pod that ignores SIGTERM", () => {
    behaviour = { run: 300_000, onSigterm: "ignore" };
    createPod({ name: "work" }, limited);
    loop.run();
    expect(events.slice(1)).toEqual(["61100 DeadlineExceeded", "61100 SIGTERM ignored", "91100 Failed exit 137"]);
  });
});

describe("SIGTERM", () => {
  it("ends the containers at once", () => {
    createPod();
    signalAt(2_000, 15);
    loop.run();
    expect(events).toEqual(["1100 Running", "2000 Failed exit 143"]);
    expect(exitCodes()).toEqual(["main 143", "wait 0"]);
  });

  it("ends them after the time that they take, counted from the first signal", () => {
    behaviour = { run: 60_000, onSigterm: 500 };
    createPod();
    signalAt(2_000, 15);
    signalAt(2_300, 15);
    loop.run();
    expect(events).toEqual(["1100 Running", "2500 Failed exit 143"]);
  });

  it("keeps containers that are on their way out from ending by themselves", () => {
    behaviour = { onSigterm: 60_000 };
    createPod();
    signalAt(2_000, 15);
    loop.run();
    expect(events).toEqual(["1100 Running", "62000 Failed exit 143"]);
  });

  it("can be ignored, SIGKILL cannot", () => {
    behaviour = { run: 60_000, onSigterm: "ignore" };
    createPod();
    signalAt(2_000, 15);
    signalAt(32_000, 9);
    loop.run();
    expect(events).toEqual(["1100 Running", "2000 SIGTERM ignored", "32000 Failed exit 137"]);
  });

  it("does nothing to the executor alone, or before the pod runs", () => {
    createPod();
    signalAt(500, 15);
    signalAt(2_000, 15, ["wait"]);
    loop.run();
    expect(events).toEqual(["1100 Running", "6400 Succeeded exit 0"]);
  });
});

describe("the executor", () => {
  const template: Template = {
    name: "work",
    outputs: {
      parameters: [
        { name: "given", valueFrom: { path: "/a" } },
        { name: "defaulted", valueFrom: { path: "/b", default: "fallback" } },
        { name: "missing", valueFrom: { path: "/c" } },
        { name: "supplied", valueFrom: { supplied: {} } },
      ],
      artifacts: [{ name: "report", path: "/report" }],
    },
  };

  it("announces its report when the pod starts, and completes it when the pod ends", () => {
    behaviour = { outputs: { parameters: { given: "7" } } };
    createPod(template);
    at(2_000, () => expect(taskResult()).toMatchObject({ reportOutputsCompleted: false, workflowName: "demo" }));
    loop.run();
    expect(taskResult()?.reportOutputsCompleted).toBe(true);
    const { parameters, artifacts, result } = taskResult()?.outputs ?? {};
    expect(parameters?.map(({ name, value }) => [name, value])).toEqual([
      ["given", "7"],
      ["defaulted", "fallback"],
      ["missing", ""],
    ]);
    expect(artifacts).toMatchObject([{ name: "report", s3: { key: "demo/demo-work-1/report.tgz" } }]);
    expect(result).toBeUndefined();
  });

  it("reports standard output when it is asked to, or when the rule gives some", () => {
    createPod({ name: "work" }, { includeScriptOutput: true });
    loop.run();
    expect(taskResult()?.outputs).toEqual({ result: "" });
    server.pods.delete("default", "demo-work-1");
    behaviour = { outputs: { result: "42" } };
    createPod({ name: "work" });
    loop.run();
    expect(taskResult()?.outputs).toEqual({ result: "42" });
  });

  it("reports no outputs of a pod that fails", () => {
    behaviour = { exitCode: 1 };
    createPod(template);
    loop.run();
    expect(taskResult()).toMatchObject({ reportOutputsCompleted: true });
    expect(taskResult()?.outputs).toBeUndefined();
  });

  it("may report late, or never", () => {
    behaviour = { taskResultDelay: 30_000 };
    createPod();
    at(20_000, () => expect(taskResult()?.reportOutputsCompleted).toBe(false));
    loop.run();
    expect(loop.now).toBe(36_400);
    expect(taskResult()?.reportOutputsCompleted).toBe(true);
    server.taskResults.delete("default", "demo-1");
    server.pods.delete("default", "demo-work-1");
    behaviour = { taskResult: "lost" };
    createPod();
    loop.run();
    expect(taskResult()).toBeUndefined();
  });
});
