/** A value that JSON can carry: an element of `withItems`, a Kubernetes object the controller only passes on. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;

/** A JSON object. */
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** Kubernetes' `intstr.IntOrString`: a number, or a string such as `"3"` or `"{{inputs.parameters.limit}}"`. */
export type IntOrString = number | string;

/** A map with string values: labels, annotations, node selectors, a ConfigMap's data. */
export type StringMap = { readonly [key: string]: string };
