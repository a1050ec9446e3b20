import type { Artifact } from "./artifact.ts";
import type { ConfigMapKeySelector } from "./selectors.ts";

/**
 * A parameter. `value`, `default` and the elements of `enum` are Argo's `AnyString`: numbers and booleans of the
 * manifest are strings here, and the empty string differs from absence.
 */
export interface Parameter {
  readonly name: string;
  readonly default?: string;
  readonly value?: string;
  readonly valueFrom?: ValueFrom;
  readonly globalName?: string;
  readonly enum?: readonly string[];
  readonly description?: string;
}

/** Where a parameter's value comes from. */
export interface ValueFrom {
  readonly path?: string;
  readonly jsonPath?: string;
  readonly jqFilter?: string;
  readonly event?: string;
  readonly parameter?: string;
  readonly supplied?: SuppliedValueFrom;
  readonly configMapKeyRef?: ConfigMapKeySelector;
  readonly default?: string;
  readonly expression?: string;
}

/** Marks a value that a person or another process sets while the workflow is suspended. */
export type SuppliedValueFrom = Readonly<Record<string, never>>;

/** What is passed to a template or workflow. */
export interface Arguments {
  readonly parameters?: readonly Parameter[];
  readonly artifacts?: readonly Artifact[];
}

/** What a template takes. */
export interface Inputs {
  readonly parameters?: readonly Parameter[];
  readonly artifacts?: readonly Artifact[];
}

/** What a template gives; `result` and `exitCode` are only ever filled in by a run. */
export interface Outputs {
  readonly parameters?: readonly Parameter[];
  readonly artifacts?: readonly Artifact[];
  readonly result?: string;
  readonly exitCode?: string;
}
