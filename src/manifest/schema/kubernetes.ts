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
  flag,
  integer,
  list,
  objects,
  requiredString,
  string,
  stringMap,
  strings,
  struct,
  written,
} from "./field-type.ts";
import {
  containerPorts,
  environmentSources,
  fieldRef,
  fileKeyRef,
  lifecycle,
  probe,
  resizePolicies,
  resourceFieldRef,
  resourceRequirements,
  restartPolicyRules,
  securityContext,
  volumeDevices,
} from "./passed-on.ts";

export const objectMetaFields: FieldsOf<ObjectMeta> = {
  name: requiredString,
  generateName: string,
  namespace: string,
  selfLink: string,
  uid: string,
  resourceVersion: string,
  generation: integer,
  creationTimestamp: string,
  deletionTimestamp: string,
  deletionGracePeriodSeconds: integer,
  labels: stringMap,
  annotations: stringMap,
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
  finalizers: strings,
  managedFields: objects,
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
    fieldRef,
    resourceFieldRef,
    configMapKeyRef: configMapKeySelector,
    secretKeyRef: secretKeySelector,
    fileKeyRef,
  }),
});

export const volumeMount = struct<VolumeMount>("VolumeMount", {
  name: requiredString,
  readOnly: flag,
  recursiveReadOnly: string,
  mountPath: requiredString,
  subPath: string,
  mountPropagation: string,
  subPathExpr: string,
});

export const containerFields: FieldsOf<Container> = {
  name: written(string),
  image: string,
  command: strings,
  args: strings,
  workingDir: string,
  ports: containerPorts,
  envFrom: environmentSources,
  env: list(environmentVariable),
  resources: written(resourceRequirements),
  resizePolicy: resizePolicies,
  restartPolicy: string,
  restartPolicyRules,
  volumeMounts: list(volumeMount),
  volumeDevices,
  livenessProbe: probe,
  readinessProbe: probe,
  startupProbe: probe,
  lifecycle,
  terminationMessagePath: string,
  terminationMessagePolicy: string,
  imagePullPolicy: string,
  securityContext,
  stdin: flag,
  stdinOnce: flag,
  tty: flag,
};

export const container = struct<Container>("Container", containerFields);
