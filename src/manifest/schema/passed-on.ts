/**
 * Structs of Kubernetes that the controller passes on to the pod: the order in which Go writes their fields, which shows
 * where the controller searches the text of a whole template for tags. What is not in a table is written in the order of
 * names.
 */
import {
  boolean,
  count,
  type Fields,
  integer,
  intOrString,
  list,
  map,
  optionalString,
  passedOn,
  quantity,
  requiredString,
  string,
  stringMap,
  strings,
  written,
  writtenAsNull,
} from "./field-type.ts";

const quantities = map(quantity);

const requirements = list(passedOn({ key: requiredString, operator: requiredString, values: strings }));
export const labelSelector = passedOn({ matchLabels: stringMap, matchExpressions: requirements });
export const nameReference = passedOn({ name: string });
const optionalReference = passedOn({ name: string, optional: boolean });

export const resourceRequirements = passedOn({
  limits: quantities,
  requests: quantities,
  claims: list(passedOn({ name: requiredString, request: string })),
});

export const podResourceClaims = list(
  passedOn({ name: requiredString, resourceClaimName: optionalString, resourceClaimTemplateName: optionalString }),
);

export const containerPorts = list(
  passedOn({ name: string, hostPort: count, containerPort: written(count), protocol: string, hostIP: string }),
);

export const environmentSources = list(
  passedOn({ prefix: string, configMapRef: optionalReference, secretRef: optionalReference }),
);

export const fieldRef = passedOn({ apiVersion: string, fieldPath: requiredString });
export const resourceFieldRef = passedOn({
  containerName: string,
  resource: requiredString,
  divisor: { ...quantity, whenAbsent: "0" },
});
export const fileKeyRef = passedOn({
  volumeName: requiredString,
  path: requiredString,
  key: requiredString,
  optional: boolean,
});

export const resizePolicies = list(passedOn({ resourceName: requiredString, restartPolicy: requiredString }));
export const restartPolicyRules = list(
  passedOn({ action: string, exitCodes: passedOn({ operator: requiredString, values: list(integer) }) }),
);
export const volumeDevices = list(passedOn({ name: requiredString, devicePath: requiredString }));

const handlers: Fields = {
  exec: passedOn({ command: strings }),
  httpGet: passedOn({
    path: string,
    port: written(intOrString),
    host: string,
    scheme: string,
    httpHeaders: list(passedOn({ name: requiredString, value: requiredString })),
  }),
  tcpSocket: passedOn({ port: written(intOrString), host: string }),
};

export const probe = passedOn({
  ...handlers,
  grpc: passedOn({ port: written(count), service: writtenAsNull(optionalString) }),
  initialDelaySeconds: count,
  timeoutSeconds: count,
  periodSeconds: count,
  successThreshold: count,
  failureThreshold: count,
  terminationGracePeriodSeconds: integer,
});

const lifecycleHandler = passedOn({ ...handlers, sleep: passedOn({ seconds: written(count) }) });
export const lifecycle = passedOn({ postStart: lifecycleHandler, preStop: lifecycleHandler, stopSignal: string });

const seLinuxOptions = passedOn({ user: string, role: string, type: string, level: string });
const localProfile = passedOn({ type: requiredString, localhostProfile: optionalString });
const windowsOptions = passedOn({
  gmsaCredentialSpecName: optionalString,
  gmsaCredentialSpec: optionalString,
  runAsUserName: optionalString,
  hostProcess: boolean,
});

export const securityContext = passedOn({
  capabilities: passedOn({ add: strings, drop: strings }),
  privileged: boolean,
  seLinuxOptions,
  windowsOptions,
  runAsUser: integer,
  runAsGroup: integer,
  runAsNonRoot: boolean,
  readOnlyRootFilesystem: boolean,
  allowPrivilegeEscalation: boolean,
  procMount: string,
  seccompProfile: localProfile,
  appArmorProfile: localProfile,
});

export const podSecurityContext = passedOn({
  seLinuxOptions,
  windowsOptions,
  runAsUser: integer,
  runAsGroup: integer,
  runAsNonRoot: boolean,
  supplementalGroups: list(integer),
  supplementalGroupsPolicy: string,
  fsGroup: integer,
  sysctls: list(passedOn({ name: requiredString, value: requiredString })),
  fsGroupChangePolicy: string,
  seccompProfile: localProfile,
  appArmorProfile: localProfile,
  seLinuxChangePolicy: string,
});

export const tolerations = list(
  passedOn({ key: string, operator: string, value: string, effect: string, tolerationSeconds: integer }),
);
export const hostAliases = list(passedOn({ ip: string, hostnames: strings }));
export const dnsConfig = passedOn({
  nameservers: strings,
  searches: strings,
  options: list(passedOn({ name: string, value: optionalString })),
});

const nodeSelectorTerm = passedOn({ matchExpressions: requirements, matchFields: requirements });
const podAffinityTerm = passedOn({
  labelSelector,
  namespaces: strings,
  topologyKey: requiredString,
  namespaceSelector: labelSelector,
  matchLabelKeys: strings,
  mismatchLabelKeys: strings,
});
const podAffinity = passedOn({
  requiredDuringSchedulingIgnoredDuringExecution: list(podAffinityTerm),
  preferredDuringSchedulingIgnoredDuringExecution: list(passedOn({ weight: integer, podAffinityTerm })),
});

export const affinity = passedOn({
  nodeAffinity: passedOn({
    requiredDuringSchedulingIgnoredDuringExecution: passedOn({ nodeSelectorTerms: list(nodeSelectorTerm) }),
    preferredDuringSchedulingIgnoredDuringExecution: list(passedOn({ weight: integer, preference: nodeSelectorTerm })),
  }),
  podAffinity,
  podAntiAffinity: podAffinity,
});
