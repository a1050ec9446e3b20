import type { ConfigMap } from "../../manifest/types.ts";

export type ConfigMapValue =
  | { readonly ok: true; readonly value: string }
  /** `notFound`: the ConfigMap or its key is not there, so that a default may stand in. */
  | { readonly ok: false; readonly error: string; readonly notFound: boolean };

const typeLabel = "workflows.argoproj.io/configmap-type";
const parameterType = "Parameter";

/** Reads a parameter's value from a ConfigMap, which must carry the label for it (`common.GetConfigMapValue`). */
export function configMapValue(configMap: ConfigMap | undefined, name: string, key: string): ConfigMapValue {
  if (configMap === undefined) {
    const error = `ConfigMap '${name}' does not exist. Please make sure it has the label ${typeLabel}: ${parameterType} to be detectable by the controller`;
    return { ok: false, error, notFound: true };
  }
  if (configMap.metadata.labels?.[typeLabel] !== parameterType) {
    const error = `ConfigMap '${name}' needs to have the label ${typeLabel}: ${parameterType} to load parameters`;
    return { ok: false, error, notFound: false };
  }
  const value = configMap.data?.[key];
  if (value === undefined) {
    return { ok: false, error: `ConfigMap '${name}' does not have the key '${key}'`, notFound: true };
  }
  return { ok: true, value };
}
