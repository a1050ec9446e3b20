import type { EvaluationContext, GoStruct } from "../../expression/value.ts";
import type { Release } from "../../releases/release.ts";

/**
 * What a variable stands for: text, an artifact (a struct to expressions), or `null` for the output of a step that was
 * skipped and that nothing gives a default.
 */
export type VariableValue = string | null | GoStruct;

/** Variables by their name without braces, for example `inputs.parameters.message`. */
export type Variables = ReadonlyMap<string, VariableValue>;

/** Variables whose values are all text: those of the workflow (`workflow.name`), and of one node (`pod.name`). */
export type TextVariables = ReadonlyMap<string, string>;

/** What the value of a text depends on beside its variables. */
export interface ValueContext {
  readonly release: Pick<Release, "has">;
  /** Clock and random source of the functions that expressions can call. */
  readonly evaluation: EvaluationContext;
  /** Wall-clock time at virtual time 0, in milliseconds since 1970. */
  readonly epoch: number;
}

export type ValueResult<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: string };

export function succeed<T>(value: T): ValueResult<T> {
  return { ok: true, value };
}

export function fail(error: string): { readonly ok: false; readonly error: string } {
  return { ok: false, error };
}
