import { formatMilliseconds } from "../../../expression/go-duration.ts";
import { deleteDelay } from "../delete-delay.ts";
import { has, type PodInputs } from "./pod-inputs.ts";
import { containerNames, type PodDraft } from "./rendered-pod.ts";

type MetadataInputs = Pick<
  PodInputs,
  "name" | "namespace" | "workflowName" | "nodeName" | "nodeID" | "isExitPod" | "configuration" | "context"
>;

/** Labels and annotations by which the controller knows its pods again. */
export function podMetadata(inputs: MetadataInputs): PodDraft["metadata"] {
  const { name, namespace, workflowName, nodeName, nodeID, isExitPod, configuration } = inputs;
  const { instanceID, environment } = configuration;
  const keepsPods =
    environment.ARGO_POD_STATUS_CAPTURE_FINALIZER === "true" && !has(inputs, "pod-status-finalizer-unknown");
  return {
    name,
    namespace,
    labels: {
      "workflows.argoproj.io/workflow": workflowName,
      "workflows.argoproj.io/completed": "false",
      ...(isExitPod && { "workflows.argoproj.io/on-exit": "true" }),
      ...(instanceID && { "workflows.argoproj.io/controller-instanceid": instanceID }),
    },
    annotations: {
      "workflows.argoproj.io/node-name": nodeName,
      "workflows.argoproj.io/node-id": nodeID,
    },
    ...(keepsPods && {
      finalizers: ["workflows.argoproj.io/status"],
    }),
  };
}

/** The container that commands such as `kubectl logs` take: `main`, else the last. */
export function defaultContainer(containers: readonly { readonly name: string }[]): string {
  const { main } = containerNames;
  return containers.some(({ name }) => name === main) ? main : (containers.at(-1)?.name ?? main);
}

/** Annotations that tell others how to treat the pod, and the metadata that the workflow and the template ask for. */
export function addMetadata({ metadata, spec }: PodDraft, inputs: PodInputs): void {
  const { podGC, podMetadata: ofWorkflow } = inputs.spec;
  const { template, configuration } = inputs;
  metadata.annotations["kubectl.kubernetes.io/default-container"] = defaultContainer(spec.containers);
  if (podGC !== undefined && !has(inputs, "pods-without-gc-strategy")) {
    const delay = formatMilliseconds(deleteDelay(configuration, podGC));
    metadata.annotations["workflows.argoproj.io/pod-gc-strategy"] = `${podGC.strategy ?? ""}/${delay}`;
  }
  Object.assign(metadata.annotations, ofWorkflow?.annotations, template.metadata?.annotations);
  Object.assign(metadata.labels, ofWorkflow?.labels, template.metadata?.labels);
}
