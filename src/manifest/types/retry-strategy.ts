import type { IntOrString, JsonObject } from "./json.ts";

/** When a failed template is tried again. */
export interface RetryStrategy {
  readonly limit?: IntOrString;
  /** `Always`, `OnFailure`, `OnError` or `OnTransientError`; anything else is refused by the controller at run time. */
  readonly retryPolicy?: string;
  readonly backoff?: Backoff;
  readonly affinity?: { readonly nodeAntiAffinity?: JsonObject };
  readonly expression?: string;
}

/** Pause between attempts; durations are Go durations or a plain number of seconds. */
export interface Backoff {
  readonly duration?: string;
  readonly factor?: IntOrString;
  readonly maxDuration?: string;
  readonly cap?: string;
}
