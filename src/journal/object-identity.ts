import type { Pod } from "../engine/model/pod.ts";
import type { StoredMeta } from "../engine/model/workflow-object.ts";

/** The kinds of objects that an API server keeps here, by Kubernetes' and Argo's names of them. */
export type ObjectKind =
  | "Workflow"
  | "CronWorkflow"
  | "Pod"
  | "WorkflowTaskResult"
  | "WorkflowTaskSet"
  | "WorkflowArtifactGCTask"
  | "WorkflowTemplate"
  | "ClusterWorkflowTemplate"
  | "ConfigMap"
  | "Namespace"
  | "PersistentVolumeClaim";

/** What something happened to. */
export interface ObjectIdentity {
  /** `Deployment` is that of the controller; `Cluster` stands for what belongs to no object. */
  readonly kind: ObjectKind | "ServiceAccount" | "Deployment" | "Cluster";
  /** Empty for what is in no namespace. */
  readonly namespace: string;
  readonly name: string;
  /** Tells apart objects of one name of which one came after the other; empty for what was never stored. */
  readonly uid: string;
}

/** The node of a workflow that something happened to. */
export interface NodeIdentity {
  /** Name of the workflow, which is in the namespace of the object. */
  readonly workflow: string;
  readonly id: string;
  readonly name: string;
}

export function identityOf(kind: ObjectKind, { namespace, name, uid }: StoredMeta): ObjectIdentity {
  return { kind, namespace, name, uid };
}

/** An object that is known by its name, and may not exist. */
export function named(kind: ObjectIdentity["kind"], namespace: string, name: string, uid = ""): ObjectIdentity {
  return { kind, namespace, name, uid };
}

/** The node that a pod belongs to; the controller's helpers, such as the agent, belong to none. */
export function nodeOfPod({
  workflowName,
  nodeID,
  nodeName,
  spec,
}: Pick<Pod, "workflowName" | "nodeID" | "nodeName" | "spec">): NodeIdentity | undefined {
  return spec.component === undefined ? { workflow: workflowName, id: nodeID, name: nodeName } : undefined;
}
