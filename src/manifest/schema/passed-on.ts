/**
 * Structs of Kubernetes that the controller passes on to the pod: the order in which Go writes their fields, which shows
 * where the controller searches the text of a whole template for tags. What is not in a table is written in the order of
 * names.
 */
import {
  anyStringField,
  boolean,
  count,
  type Fields,
  type FieldType,
  flag,
  integer,
  intOrString,
  json,
  list,
  map,
  object,
  onlyWith,
  passedOn,
  requiredString,
  string,
  stringMap,
  strings,
  written,
  writtenAsNull,
} from "./field-type.ts";

const quantities = map(anyStringField);

/** Names of fields in their order, where Go's types make no difference to what is written. */
function inOrder(...names: readonly string[]): Fields {
  return Object.fromEntries(names.map((name) => [name, object]));
}

const requirements = list(passedOn({ key: requiredString, operator: requiredString, values: strings }));
const labelSelector = passedOn({ matchLabels: stringMap, matchExpressions: requirements });
const nameReference = passedOn({ name: string });
const optionalReference = passedOn({ name: string, optional: boolean });

export const resourceRequirements = passedOn({
  limits: quantities,
  requests: quantities,
  claims: list(passedOn({ name: requiredString, request: string })),
});

export const podResourceClaims = list(passedOn(inOrder("name", "resourceClaimName", "resourceClaimTemplateName")));

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
  divisor: { ...anyStringField, whenAbsent: "0" },
});
export const fileKeyRef = passedOn(inOrder("volumeName", "path", "key", "optional"));

export const resizePolicies = list(passedOn(inOrder("resourceName", "restartPolicy")));
export const volumeDevices = list(passedOn(inOrder("name", "devicePath")));

const handlers: Fields = {
  exec: passedOn({ command: strings }),
  httpGet: passedOn({
    path: string,
    port: intOrString,
    host: string,
    scheme: string,
    httpHeaders: list(passedOn({ name: requiredString, value: requiredString })),
  }),
  tcpSocket: passedOn({ port: intOrString, host: string }),
};

export const probe = passedOn({
  ...handlers,
  grpc: passedOn(inOrder("port", "service")),
  initialDelaySeconds: count,
  timeoutSeconds: count,
  periodSeconds: count,
  successThreshold: count,
  failureThreshold: count,
  terminationGracePeriodSeconds: integer,
});

const lifecycleHandler = passedOn({ ...handlers, sleep: object });
export const lifecycle = passedOn({ postStart: lifecycleHandler, preStop: lifecycleHandler, stopSignal: string });

const seLinuxOptions = passedOn(inOrder("user", "role", "type", "level"));
const localProfile = passedOn(inOrder("type", "localhostProfile"));

export const securityContext = passedOn({
  capabilities: passedOn({ add: strings, drop: strings }),
  privileged: boolean,
  seLinuxOptions,
  windowsOptions: object,
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
  windowsOptions: object,
  runAsUser: integer,
  runAsGroup: integer,
  runAsNonRoot: boolean,
  supplementalGroups: list(integer),
  supplementalGroupsPolicy: string,
  fsGroup: integer,
  sysctls: list(passedOn(inOrder("name", "value"))),
  fsGroupChangePolicy: string,
  seccompProfile: localProfile,
  appArmorProfile: localProfile,
  seLinuxChangePolicy: string,
});

export const tolerations = list(passedOn(inOrder("key", "operator", "value", "effect", "tolerationSeconds")));
export const hostAliases = list(passedOn(inOrder("ip", "hostnames")));
export const dnsConfig = passedOn(inOrder("nameservers", "searches", "options"));

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

const keysToPaths = list(passedOn(inOrder("key", "path", "mode")));
const downwardFiles = list(passedOn({ path: requiredString, fieldRef, resourceFieldRef, mode: integer }));

const projection = passedOn({
  secret: passedOn({ name: string, items: keysToPaths, optional: boolean }),
  downwardAPI: passedOn({ items: downwardFiles }),
  configMap: passedOn({ name: string, items: keysToPaths, optional: boolean }),
  serviceAccountToken: passedOn(inOrder("audience", "expirationSeconds", "path")),
});

const claimSpec: FieldType = passedOn({
  accessModes: strings,
  selector: labelSelector,
  resources: written(resourceRequirements),
  volumeName: string,
  storageClassName: object,
  volumeMode: string,
  dataSource: object,
  dataSourceRef: object,
  volumeAttributesClassName: object,
});

const objectMeta = passedOn({
  name: string,
  generateName: string,
  namespace: string,
  creationTimestamp: onlyWith("creation-timestamp-always-in-json", writtenAsNull(json)),
  labels: stringMap,
  annotations: stringMap,
  ownerReferences: list(object),
  finalizers: strings,
});

export const volumeClaimTemplates = list(
  passedOn({
    kind: string,
    apiVersion: string,
    metadata: written(objectMeta),
    spec: written(claimSpec),
    status: written(object),
  }),
);

const volumeSources: Fields = {
  hostPath: passedOn(inOrder("path", "type")),
  emptyDir: passedOn({ medium: string, sizeLimit: anyStringField }),
  gcePersistentDisk: passedOn(inOrder("pdName", "fsType", "partition", "readOnly")),
  awsElasticBlockStore: passedOn(inOrder("volumeID", "fsType", "partition", "readOnly")),
  gitRepo: passedOn(inOrder("repository", "revision", "directory")),
  secret: passedOn({ secretName: string, items: keysToPaths, defaultMode: integer, optional: boolean }),
  nfs: passedOn({ server: requiredString, path: requiredString, readOnly: flag }),
  iscsi: passedOn({
    targetPortal: requiredString,
    iqn: requiredString,
    lun: written(count),
    iscsiInterface: string,
    fsType: string,
    readOnly: flag,
    portals: strings,
    chapAuthDiscovery: flag,
    chapAuthSession: flag,
    secretRef: nameReference,
    initiatorName: object,
  }),
  glusterfs: passedOn(inOrder("endpoints", "path", "readOnly")),
  persistentVolumeClaim: passedOn({ claimName: requiredString, readOnly: flag }),
  rbd: passedOn(inOrder("monitors", "image", "fsType", "pool", "user", "keyring", "secretRef", "readOnly")),
  flexVolume: passedOn(inOrder("driver", "fsType", "secretRef", "readOnly", "options")),
  cinder: passedOn(inOrder("volumeID", "fsType", "readOnly", "secretRef")),
  cephfs: passedOn(inOrder("monitors", "path", "user", "secretFile", "secretRef", "readOnly")),
  flocker: passedOn(inOrder("datasetName", "datasetUUID")),
  downwardAPI: passedOn({ items: downwardFiles, defaultMode: integer }),
  fc: passedOn(inOrder("targetWWNs", "lun", "fsType", "readOnly", "wwids")),
  azureFile: passedOn({ secretName: requiredString, shareName: requiredString, readOnly: flag }),
  configMap: passedOn({ name: string, items: keysToPaths, defaultMode: integer, optional: boolean }),
  vsphereVolume: passedOn(inOrder("volumePath", "fsType", "storagePolicyName", "storagePolicyID")),
  quobyte: passedOn(inOrder("registry", "volume", "readOnly", "user", "group", "tenant")),
  azureDisk: passedOn(inOrder("diskName", "diskURI", "cachingMode", "fsType", "readOnly", "kind")),
  photonPersistentDisk: passedOn(inOrder("pdID", "fsType")),
  projected: passedOn({ sources: list(projection), defaultMode: integer }),
  portworxVolume: passedOn(inOrder("volumeID", "fsType", "readOnly")),
  scaleIO: passedOn(
    inOrder(
      "gateway",
      "system",
      "secretRef",
      "sslEnabled",
      "protectionDomain",
      "storagePool",
      "storageMode",
      "volumeName",
      "fsType",
      "readOnly",
    ),
  ),
  storageos: passedOn(inOrder("volumeName", "volumeNamespace", "fsType", "readOnly", "secretRef")),
  csi: passedOn({
    driver: requiredString,
    readOnly: boolean,
    fsType: object,
    volumeAttributes: stringMap,
    nodePublishSecretRef: nameReference,
  }),
  ephemeral: passedOn({
    volumeClaimTemplate: passedOn({ metadata: written(objectMeta), spec: written(claimSpec) }),
  }),
  image: passedOn(inOrder("reference", "pullPolicy")),
};

export const volumes = list(passedOn({ name: requiredString, ...volumeSources }));
