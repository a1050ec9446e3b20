/**
 * Argo's objects as they stand after loading, under upstream's Go type names and JSON field names.
 *
 * The loader drops what Go takes for a zero value (null, and the empty string of a plain string field), so that
 * "absent" is the only spelling of "not given". Everything is immutable and may be shared between workflows.
 */
export type * from "./types/artifact.ts";
export type * from "./types/container.ts";
export type * from "./types/container-set.ts";
export type * from "./types/cron-workflow.ts";
export type * from "./types/http.ts";
export type * from "./types/invocation.ts";
export type * from "./types/json.ts";
export type * from "./types/lifecycle-hook.ts";
export type * from "./types/memoize.ts";
export type * from "./types/metrics.ts";
export type * from "./types/object-meta.ts";
export type * from "./types/parameter.ts";
export type * from "./types/retry-strategy.ts";
export type * from "./types/selectors.ts";
export type * from "./types/synchronization.ts";
export type * from "./types/template.ts";
export type * from "./types/template-ref.ts";
export type * from "./types/workflow.ts";
export type * from "./types/workflow-spec.ts";
