import type { WorkflowSpec } from "../../../manifest/types.ts";
import { has, type PodInputs } from "./pod-inputs.ts";
import type { PodSpecDraft } from "./rendered-pod.ts";

/** What the pod of a template is scheduled by; the agent's pod has no template, and takes the workflow's. */
type SchedulingInputs = Pick<PodInputs, "template" | "spec" | "boundaryTemplate" | "context">;

/** Node selector, affinity, tolerations and the like (`addSchedulingConstraints`). Lists are taken whole. */
export function addScheduling(pod: PodSpecDraft, inputs: SchedulingInputs): void {
  const { template, spec } = inputs;
  const boundary = has(inputs, "boundary-without-scheduling-constraints") ? undefined : inputs.boundaryTemplate;
  put(
    pod,
    "nodeSelector",
    filled(template.nodeSelector) ?? filled(boundary?.nodeSelector) ?? filled(spec.nodeSelector),
  );
  put(pod, "affinity", template.affinity ?? boundary?.affinity ?? spec.affinity);
  put(pod, "tolerations", filled(template.tolerations) ?? filled(boundary?.tolerations) ?? filled(spec.tolerations));
  put(pod, "schedulerName", template.schedulerName || spec.schedulerName);
  put(pod, "priorityClassName", template.priorityClassName || spec.podPriorityClassName);
  if (has(inputs, "pods-have-priority")) put(pod, "priority", template.priority ?? spec.podPriority);
  put(pod, "hostAliases", filled([...(spec.hostAliases ?? []), ...(template.hostAliases ?? [])]));
  put(pod, "securityContext", template.securityContext ?? spec.securityContext);
}

/** Resources of the pod as a whole, and claims to devices; not those of the agent's pod. */
export function addPodResources(pod: PodSpecDraft, { template, spec, context }: PodInputs): void {
  if (!has({ context }, "pod-resources-unknown")) put(pod, "resources", template.podResources ?? spec.podResources);
  if (has({ context }, "resource-claims-unknown")) return;
  put(pod, "resourceClaims", filled(template.resourceClaims) ?? filled(spec.resourceClaims));
}

/** The host's network and name servers (`addDNSConfig`). */
export function addDNS(pod: PodSpecDraft, { dnsPolicy, dnsConfig }: WorkflowSpec): void {
  put(pod, "dnsPolicy", dnsPolicy);
  put(pod, "dnsConfig", dnsConfig);
}

function put(pod: PodSpecDraft, field: string, value: unknown): void {
  if (value !== undefined && value !== "") pod[field] = value;
}

function filled<Value extends object>(value: Value | undefined): Value | undefined {
  return value === undefined || Object.keys(value).length === 0 ? undefined : value;
}
