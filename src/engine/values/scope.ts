import type { Artifact, Template } from "../../manifest/types.ts";
import type { TextVariables, ValueContext, ValueResult, Variables, VariableValue } from "./variables.ts";

/** Whether names in a scope begin with `steps` or with `tasks`. */
export type NodeReference = "steps" | "tasks";

/**
 * The variables of one run of a steps or DAG template: its inputs and what its steps or tasks have given so far
 * (upstream: `wfScope`). Filled while the template is executed, and thrown away with the reconcile.
 */
export class Scope {
  readonly #variables = new Map<string, VariableValue>();

  /** @param template - the template that is run, after its arguments were put in; none for a hook of the workflow */
  constructor(template?: Template) {
    for (const parameter of template?.inputs?.parameters ?? []) {
      this.#variables.set(`inputs.parameters.${parameter.name}`, parameter.value ?? "");
    }
    for (const artifact of template?.inputs?.artifacts ?? []) {
      this.#variables.set(`inputs.artifacts.${artifact.name}`, artifact);
    }
  }

  get variables(): Variables {
    return this.#variables;
  }

  /** @param value - `null` for an output that a skipped step would have given and that has no default */
  set(name: string, value: VariableValue): void {
    this.#variables.set(name, value);
  }

  /** The variables of the workflow under those of this scope that are text or absent (`getParametersAny`). */
  parameters(globals?: TextVariables): Variables {
    const merged = new Map<string, VariableValue>(globals);
    for (const [name, value] of this.#variables) {
      if (value === null || typeof value === "string") merged.set(name, value);
    }
    return merged;
  }

  /** Whether a text is nothing but one tag that refers to an absent output (`absentOptionalRef`). */
  isAbsentReference(text: string): boolean {
    if (!text.startsWith("{{") || !text.endsWith("}}")) return false;
    const name = text.slice(2, -2).trim();
    return this.#variables.get(name) === null;
  }
}

/** The artifact that `from` or `fromExpression` stands for; `undefined` when the artifact names neither. */
export type ArtifactResolver = (
  artifact: Artifact,
  scope: Scope,
  context: ValueContext,
) => ValueResult<Artifact | undefined>;
