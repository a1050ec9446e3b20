import type { DifferenceId } from "./differences/index.ts";

/** A release of the controller: what the model asks where its behaviour depends on it. */
export interface Release {
  readonly version: string;
  /** Whether this release behaves in the named way. */
  has(difference: DifferenceId): boolean;
}
