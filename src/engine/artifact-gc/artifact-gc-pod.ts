import { fnv32a } from "../../expression/fnv.ts";
import type { Artifact, StringMap, WorkflowSpec } from "../../manifest/types.ts";
import type { Operation } from "../reconcile/operation.ts";
import type { ArtifactGCStrategy } from "./strategy.ts";

/** Annotation of a pod with the strategy that it carries out. */
export const artifactGCStrategyAnnotation = "workflows.argoproj.io/artifact-gc-strategy";

/** What artifacts need to be deleted by the same pod. */
export interface ArtifactGCPodInfo {
  readonly serviceAccountName: string;
  readonly labels: StringMap;
  readonly annotations: StringMap;
}

/** What the pod that deletes an artifact needs: the artifact's own word goes before the workflow's. */
export function artifactGCPodInfo({ artifactGC: own }: Artifact, spec: WorkflowSpec): ArtifactGCPodInfo {
  const { artifactGC: general } = spec;
  return {
    serviceAccountName: own?.serviceAccountName || general?.serviceAccountName || "",
    labels: { ...general?.podMetadata?.labels, ...own?.podMetadata?.labels },
    annotations: { ...general?.podMetadata?.annotations, ...own?.podMetadata?.annotations },
  };
}

const abbreviations: Readonly<Record<ArtifactGCStrategy, string>> = {
  OnWorkflowCompletion: "wfcomp",
  OnWorkflowDeletion: "wfdel",
};

/** Name of the pod, one for each strategy and kind of pod (`artGCPodName`). */
export function artifactGCPodName(workflowName: string, strategy: ArtifactGCStrategy, info: ArtifactGCPodInfo): string {
  const { serviceAccountName, labels, annotations } = info;
  const hash = fnv32a([serviceAccountName, ...sorted(labels), ...sorted(annotations)].join(""));
  return `${workflowName}-artgc-${abbreviations[strategy]}-${hash}`;
}

function sorted(map: StringMap): readonly string[] {
  return Object.keys(map)
    .sort()
    .flatMap((key) => [key, map[key] ?? ""]);
}

/** Answers false when the pod is refused; one that is there already is as good. */
export function createArtifactGCPod(
  { ports, name: workflowName, namespace }: Operation,
  name: string,
  strategy: ArtifactGCStrategy,
  info: ArtifactGCPodInfo,
): boolean {
  const created = ports.api.createPod({
    name,
    namespace,
    labels: {
      "workflows.argoproj.io/workflow": workflowName,
      "workflows.argoproj.io/component": "artifact-gc",
      "workflows.argoproj.io/completed": "false",
      ...info.labels,
    },
    annotations: { [artifactGCStrategyAnnotation]: strategy, ...info.annotations },
    workflowName,
    nodeID: name,
    nodeName: name,
    displayName: name,
    spec: {
      mainContainers: ["main"],
      initContainers: [],
      sidecars: [],
      hasWaitContainer: false,
      template: {},
      includeScriptOutput: false,
      terminationGracePeriodSeconds: 30,
      component: "artifact-gc",
    },
  });
  return created.ok || created.error.reason === "AlreadyExists";
}
