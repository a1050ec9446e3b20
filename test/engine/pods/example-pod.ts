import type { ContainerState, ContainerStatus, Pod, PodPhase } from "../../../src/engine/model/pod.ts";

export function container(name: string, state: ContainerState): ContainerStatus {
  return { name, state, ready: state.kind === "running" };
}

/** The pod `demo-work-1` with containers `main` and `wait`. */
export function examplePod(phase: PodPhase, containers: readonly ContainerStatus[] = []): Pod {
  return {
    metadata: {
      ...{
        name: "demo-work-1",
        namespace: "default",
        uid: "uid-demo-work-1",
        resourceVersion: 1,
        creationTimestamp: 0,
      },
      labels: { "workflows.argoproj.io/completed": "false" },
    },
    workflowName: "demo",
    nodeID: "demo-1",
    nodeName: "demo.work",
    displayName: "work",
    spec: {
      ...{ mainContainers: ["main"], initContainers: [], sidecars: [], hasWaitContainer: true },
      ...{ template: { name: "work" }, includeScriptOutput: false, terminationGracePeriodSeconds: 30 },
    },
    status: { phase, initContainerStatuses: [], containerStatuses: containers },
  };
}
