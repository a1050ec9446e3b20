/** Volumes and claims of Kubernetes, which the controller passes on to the pod: see `passed-on.ts`. */
import {
  boolean,
  count,
  type Fields,
  type FieldType,
  flag,
  integer,
  json,
  list,
  object,
  onlyWith,
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
import { fieldRef, labelSelector, nameReference, resourceFieldRef, resourceRequirements } from "./passed-on.ts";

const keysToPaths = list(passedOn({ key: requiredString, path: requiredString, mode: integer }));
const downwardFiles = list(passedOn({ path: requiredString, fieldRef, resourceFieldRef, mode: integer }));

const projection = passedOn({
  secret: passedOn({ name: string, items: keysToPaths, optional: boolean }),
  downwardAPI: passedOn({ items: downwardFiles }),
  configMap: passedOn({ name: string, items: keysToPaths, optional: boolean }),
  serviceAccountToken: passedOn({ audience: string, expirationSeconds: integer, path: requiredString }),
  clusterTrustBundle: passedOn({
    name: optionalString,
    signerName: optionalString,
    labelSelector,
    optional: boolean,
    path: requiredString,
  }),
});

const claimSpec: FieldType = passedOn({
  accessModes: strings,
  selector: labelSelector,
  resources: written(resourceRequirements),
  volumeName: string,
  storageClassName: optionalString,
  volumeMode: optionalString,
  dataSource: passedOn({ apiGroup: writtenAsNull(optionalString), kind: requiredString, name: requiredString }),
  dataSourceRef: passedOn({
    apiGroup: writtenAsNull(optionalString),
    kind: requiredString,
    name: requiredString,
    namespace: optionalString,
  }),
  volumeAttributesClassName: optionalString,
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
  hostPath: passedOn({ path: requiredString, type: optionalString }),
  emptyDir: passedOn({ medium: string, sizeLimit: quantity }),
  gcePersistentDisk: passedOn({ pdName: requiredString, fsType: string, partition: count, readOnly: flag }),
  awsElasticBlockStore: passedOn({ volumeID: requiredString, fsType: string, partition: count, readOnly: flag }),
  gitRepo: passedOn({ repository: requiredString, revision: string, directory: string }),
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
    initiatorName: optionalString,
  }),
  glusterfs: passedOn({ endpoints: requiredString, path: requiredString, readOnly: flag }),
  persistentVolumeClaim: passedOn({ claimName: requiredString, readOnly: flag }),
  rbd: passedOn({
    monitors: strings,
    image: requiredString,
    fsType: string,
    pool: string,
    user: string,
    keyring: string,
    secretRef: nameReference,
    readOnly: flag,
  }),
  flexVolume: passedOn({
    driver: requiredString,
    fsType: string,
    secretRef: nameReference,
    readOnly: flag,
    options: stringMap,
  }),
  cinder: passedOn({ volumeID: requiredString, fsType: string, readOnly: flag, secretRef: nameReference }),
  cephfs: passedOn({
    monitors: strings,
    path: string,
    user: string,
    secretFile: string,
    secretRef: nameReference,
    readOnly: flag,
  }),
  flocker: passedOn({ datasetName: string, datasetUUID: string }),
  downwardAPI: passedOn({ items: downwardFiles, defaultMode: integer }),
  fc: passedOn({ targetWWNs: strings, lun: integer, fsType: string, readOnly: flag, wwids: strings }),
  azureFile: passedOn({ secretName: requiredString, shareName: requiredString, readOnly: flag }),
  configMap: passedOn({ name: string, items: keysToPaths, defaultMode: integer, optional: boolean }),
  vsphereVolume: passedOn({
    volumePath: requiredString,
    fsType: string,
    storagePolicyName: string,
    storagePolicyID: string,
  }),
  quobyte: passedOn({
    registry: requiredString,
    volume: requiredString,
    readOnly: flag,
    user: string,
    group: string,
    tenant: string,
  }),
  azureDisk: passedOn({
    diskName: requiredString,
    diskURI: requiredString,
    cachingMode: optionalString,
    fsType: optionalString,
    readOnly: boolean,
    kind: optionalString,
  }),
  photonPersistentDisk: passedOn({ pdID: requiredString, fsType: string }),
  projected: passedOn({ sources: list(projection), defaultMode: integer }),
  portworxVolume: passedOn({ volumeID: requiredString, fsType: string, readOnly: flag }),
  scaleIO: passedOn({
    gateway: requiredString,
    system: requiredString,
    secretRef: writtenAsNull(nameReference),
    sslEnabled: flag,
    protectionDomain: string,
    storagePool: string,
    storageMode: string,
    volumeName: string,
    fsType: string,
    readOnly: flag,
  }),
  storageos: passedOn({
    volumeName: string,
    volumeNamespace: string,
    fsType: string,
    readOnly: flag,
    secretRef: nameReference,
  }),
  csi: passedOn({
    driver: requiredString,
    readOnly: boolean,
    fsType: optionalString,
    volumeAttributes: stringMap,
    nodePublishSecretRef: nameReference,
  }),
  ephemeral: passedOn({
    volumeClaimTemplate: passedOn({ metadata: written(objectMeta), spec: written(claimSpec) }),
  }),
  image: passedOn({ reference: string, pullPolicy: string }),
};

export const volumes = list(passedOn({ name: requiredString, ...volumeSources }));
