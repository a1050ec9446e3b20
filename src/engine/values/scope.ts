import type { Artifact, Template } from "../../manifest/types.ts";
import { artifactValue } from "./artifact-value.ts";
import type { TextVariables, Variables, VariableValue } from "./variables.ts";

/** Whether names in a scope begin with `steps` or with `tasks`. */
export type NodeReference = "steps" | "tasks";

/** Stands for an argument that refers to an absent output, from resolving references until inputs are filled in. */
export const absentArgument = "__argo-internal.absent-optional-output__";

/**
 * The variables of one run of a steps or DAG template: its inputs and what its steps or tasks have given so far
 * (upstream: `wfScope`). Filled while the template is executed, and thrown away with the reconcile.
 */
export class Scope {
  readonly #variables = new Map<string, VariableValue>();

  /** @param template - the template that is run, with its arguments put in; none for a hook of the workflow */
  constructor(template?: Template) {
    for (const parameter of template?.inputs?.parameters ?? []) {
      this.set(`inputs.parameters.${parameter.name}`, parameter.value ?? "");
    }
    for (const artifact of template?.inputs?.artifacts ?? []) {
      this.set(`inputs.artifacts.${artifact.name}`, artifact);
    }
  }

  get variables(): Variables {
    return this.#variables;
  }

  /** @param value - `null` for an output that a skipped step would have given and that has no default */
  set(name: string, value: string | null | Artifact): void {
    this.#variables.set(name, value === null || typeof value === "string" ? value : artifactValue(value));
  }

  /** The variables of the workflow, and over them those of this scope that are text or absent (`getParametersAny`). */
  parameters(globals?: TextVariables): Variables {
    const merged = new Map<string, VariableValue>(globals);
    for (const [name, value] of this.#variables) {
      if (value === null || typeof value === "string") merged.set(name, value);
    }
    return merged;
  }

  isAbsent(name: string): boolean {
    return this.#variables.get(name) === null;
  }

  /** Whether a text is nothing but one tag that refers to an absent output (`absentOptionalRef`). */
  isAbsentReference(text: string): boolean {
    return text.startsWith("{{") && text.endsWith("}}") && this.isAbsent(text.slice(2, -2).trim());
  }
}
