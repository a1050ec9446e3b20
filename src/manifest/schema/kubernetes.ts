import type {
  ConfigMapKeySelector,
  Container,
  EnvVar,
  EnvVarSource,
  LabelSelector,
  LabelSelectorRequirement,
  LocalObjectReference,
  Metadata,
  ObjectMeta,
  OwnerReference,
  SecretKeySelector,
  VolumeMount,
} from "../types.ts";
import {
  boolean,
  type FieldsOf,
  integer,
  list,
  object,
  objects,
  requiredString,
  string,
  stringMap,
  strings,
  struct,
} from "./field-type.ts";

export const objectMetaFields: FieldsOf<ObjectMeta> = {
  name: requiredString,
  generateName: string,
  namespace: string,
  uid: string,
  resourceVersion: string,
  generation: integer,
  creationTimestamp: string,
  deletionTimestamp: string,
  deletionGracePeriodSeconds: integer,
  labels: stringMap,
  annotations: stringMap,
  finalizers: strings,
  ownerReferences: list(
    struct<OwnerReference>("OwnerReference", {
      apiVersion: requiredString,
      kind: requiredString,
      name: requiredString,
      uid: requiredString,
      controller: boolean,
      blockOwnerDeletion: boolean,
    }),
  ),
  managedFields: objects,
  selfLink: string,
};

export const objectMeta = struct<ObjectMeta>("ObjectMeta", objectMetaFields);

export const metadata = struct<Metadata>("Metadata", { annotations: stringMap, labels: stringMap });

export const labelSelector = struct<LabelSelector>("LabelSelector", {
  matchLabels: stringMap,
  matchExpressions: list(
    struct<LabelSelectorRequirement>("LabelSelectorRequirement", {
      key: requiredString,
      operator: requiredString,
      values: strings,
    }),
  ),
});

export const localObjectReference = struct<LocalObjectReference>("LocalObjectReference", { name: string });

export const configMapKeySelector = struct<ConfigMapKeySelector>("ConfigMapKeySelector", {
  name: string,
  key: requiredString,
  optional: boolean,
});

export const secretKeySelector = struct<SecretKeySelector>("SecretKeySelector", {
  name: string,
  key: requiredString,
  optional: boolean,
});

const environmentVariable = struct<EnvVar>("EnvVar", {
  name: requiredString,
  value: string,
  valueFrom: struct<EnvVarSource>("EnvVarSource", {
    configMapKeyRef: configMapKeySelector,
    secretKeyRef: secretKeySelector,
    fieldRef: object,
    resourceFieldRef: object,
    fileKeyRef: object,
  }),
});

export const volumeMount = struct<VolumeMount>("VolumeMount", {
  name: requiredString,
  mountPath: requiredString,
  subPath: string,
  subPathExpr: string,
  readOnly: boolean,
  recursiveReadOnly: string,
  mountPropagation: string,
});

export const containerFields: FieldsOf<Container> = {
  name: string,
  image: string,
  command: strings,
  args: strings,
  workingDir: string,
  ports: objects,
  envFrom: objects,
  env: list(environmentVariable),
  resources: object,
  resizePolicy: objects,
  restartPolicy: string,
  restartPolicyRules: objects,
  volumeMounts: list(volumeMount),
  volumeDevices: objects,
  livenessProbe: object,
  readinessProbe: object,
  startupProbe: object,
  lifecycle: object,
  terminationMessagePath: string,
  terminationMessagePolicy: string,
  imagePullPolicy: string,
  securityContext: object,
  stdin: boolean,
  stdinOnce: boolean,
  tty: boolean,
};

export const container = struct<Container>("Container", containerFields);
