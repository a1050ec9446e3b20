import type { SecretKeySelector } from "./selectors.ts";

/** A request made by the agent; `successCondition` is an expression over `response`. */
export interface HTTP {
  readonly method?: string;
  readonly url: string;
  readonly headers?: readonly HTTPHeader[];
  readonly timeoutSeconds?: number;
  readonly successCondition?: string;
  readonly body?: string;
  /** `bytes` is base64, as in JSON. */
  readonly bodyFrom?: { readonly bytes?: string };
  readonly insecureSkipVerify?: boolean;
}

export interface HTTPHeader {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: { readonly secretKeyRef?: SecretKeySelector };
}
