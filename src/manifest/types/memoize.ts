import type { ConfigMapKeySelector } from "./selectors.ts";

/** Reuse of a template's earlier outputs. `maxAge` is a Go duration. */
export interface Memoize {
  readonly key: string;
  readonly cache?: Cache;
  readonly maxAge: string;
}

/** The ConfigMap that holds memoized outputs; its `key` was dropped in v4.0. */
export interface Cache {
  readonly configMap?: Partial<ConfigMapKeySelector>;
}
