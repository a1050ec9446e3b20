/** `corev1.LocalObjectReference`. */
export interface LocalObjectReference {
  readonly name?: string;
}

/** `corev1.ConfigMapKeySelector`. */
export interface ConfigMapKeySelector extends LocalObjectReference {
  readonly key: string;
  readonly optional?: boolean;
}

/** `corev1.SecretKeySelector`. */
export interface SecretKeySelector extends LocalObjectReference {
  readonly key: string;
  readonly optional?: boolean;
}
