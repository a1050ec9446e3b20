import {
  boolean,
  count,
  type Fields,
  type FieldType,
  flag,
  integer,
  list,
  map,
  optionalString,
  passedOn,
  quantity,
  requiredString,
  string,
  stringMap,
  strings,
} from "./field-type.ts";
import { containerFields, localObjectReference } from "./kubernetes.ts";
import {
  affinity,
  dnsConfig,
  hostAliases,
  labelSelector,
  podResourceClaims,
  podSecurityContext,
  resourceRequirements,
  tolerations,
} from "./passed-on.ts";
import { volumes } from "./volume.ts";

const containers = list(passedOn(containerFields));

const topologySpreadConstraints = list(
  passedOn({
    maxSkew: integer,
    topologyKey: requiredString,
    whenUnsatisfiable: requiredString,
    labelSelector,
    minDomains: integer,
    nodeAffinityPolicy: optionalString,
    nodeTaintsPolicy: optionalString,
    matchLabelKeys: strings,
  }),
);

const podSpecFields: Fields = {
  volumes,
  initContainers: containers,
  containers,
  ephemeralContainers: list(passedOn({ ...containerFields, targetContainerName: string })),
  restartPolicy: string,
  terminationGracePeriodSeconds: integer,
  activeDeadlineSeconds: integer,
  dnsPolicy: string,
  nodeSelector: stringMap,
  serviceAccountName: string,
  serviceAccount: string,
  automountServiceAccountToken: boolean,
  nodeName: string,
  hostNetwork: flag,
  hostPID: flag,
  hostIPC: flag,
  shareProcessNamespace: boolean,
  securityContext: podSecurityContext,
  imagePullSecrets: list(localObjectReference),
  hostname: string,
  subdomain: string,
  affinity,
  schedulerName: string,
  tolerations,
  hostAliases,
  priorityClassName: string,
  priority: integer,
  dnsConfig,
  readinessGates: list(passedOn({ conditionType: requiredString })),
  runtimeClassName: optionalString,
  enableServiceLinks: boolean,
  preemptionPolicy: optionalString,
  overhead: map(quantity),
  topologySpreadConstraints,
  setHostnameAsFQDN: boolean,
  os: passedOn({ name: requiredString }),
  hostUsers: boolean,
  schedulingGates: list(passedOn({ name: requiredString })),
  resourceClaims: podResourceClaims,
  resources: resourceRequirements,
  hostnameOverride: optionalString,
};

/** `corev1.PodSpec`. */
export const podSpec: FieldType = passedOn(podSpecFields);

/** `corev1.Pod`, as far as the controller fills it in. */
export const pod: FieldType = passedOn({
  metadata: passedOn({
    name: string,
    namespace: string,
    generation: count,
    labels: stringMap,
    annotations: stringMap,
    finalizers: strings,
  }),
  spec: podSpec,
});
