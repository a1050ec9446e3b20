/** Label of a Namespace with the most workflows that run in it at once. */
const label = "workflows.argoproj.io/parallelism-limit";

/** What a Namespace says about its workflows. */
export type NamespaceLimit =
  | { readonly kind: "limit"; readonly limit: number }
  /** The limit of the controller's configuration holds. */
  | { readonly kind: "default" }
  /** The label is no number: the limit stays as it is. */
  | { readonly kind: "unreadable" };

/** Reads the limit of a Namespace (`extractLimit`). */
export function namespaceLimit(labels: Readonly<Record<string, string>> = {}): NamespaceLimit {
  const text = labels[label];
  if (text === undefined) return { kind: "default" };
  return /^[+-]?\d+$/.test(text) ? { kind: "limit", limit: Number(text) } : { kind: "unreadable" };
}
