import type { JsonObject } from "./json.ts";
import type { ConfigMapKeySelector, SecretKeySelector } from "./selectors.ts";

/**
 * `corev1.Container`, as far as the controller reads it. What only the kubelet reads (resources, probes, security
 * context ...) is kept as it was written.
 */
export interface Container {
  readonly name?: string;
  readonly image?: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly workingDir?: string;
  readonly env?: readonly EnvVar[];
  readonly envFrom?: readonly JsonObject[];
  readonly ports?: readonly JsonObject[];
  readonly resources?: JsonObject;
  readonly volumeMounts?: readonly VolumeMount[];
  readonly volumeDevices?: readonly JsonObject[];
  readonly livenessProbe?: JsonObject;
  readonly readinessProbe?: JsonObject;
  readonly startupProbe?: JsonObject;
  readonly lifecycle?: JsonObject;
  readonly imagePullPolicy?: string;
  readonly restartPolicy?: string;
  readonly restartPolicyRules?: readonly JsonObject[];
  readonly resizePolicy?: readonly JsonObject[];
  readonly terminationMessagePath?: string;
  readonly terminationMessagePolicy?: string;
  readonly stdin?: boolean;
  readonly stdinOnce?: boolean;
  readonly tty?: boolean;
  readonly securityContext?: JsonObject;
}

/** `corev1.EnvVar`. */
export interface EnvVar {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: EnvVarSource;
}

/** `corev1.EnvVarSource`. */
export interface EnvVarSource {
  readonly configMapKeyRef?: ConfigMapKeySelector;
  readonly secretKeyRef?: SecretKeySelector;
  readonly fieldRef?: JsonObject;
  readonly resourceFieldRef?: JsonObject;
  readonly fileKeyRef?: JsonObject;
}

/** `corev1.VolumeMount`. */
export interface VolumeMount {
  readonly name: string;
  readonly mountPath: string;
  readonly subPath?: string;
  readonly subPathExpr?: string;
  readonly readOnly?: boolean;
  readonly recursiveReadOnly?: string;
  readonly mountPropagation?: string;
}

/** An init container or sidecar (`v1alpha1.UserContainer`). */
export interface UserContainer extends Container {
  readonly mirrorVolumeMounts?: boolean;
}

/** A script template: a container whose program is `source`. */
export interface ScriptTemplate extends Container {
  readonly source: string;
}
