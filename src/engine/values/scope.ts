import type { GoStruct } from "../../expression/value.ts";
import type { Artifact, Template } from "../../manifest/types.ts";
import { artifactValue } from "./artifact-value.ts";
import { LayeredVariables } from "./layered-variables.ts";
import type { TextVariables, Variables } from "./variables.ts";

/** Whether names in a scope begin with `steps` or with `tasks`. */
export type NodeReference = "steps" | "tasks";

/** Stands for an argument that refers to an absent output, from resolving references until inputs are filled in. */
export const absentArgument = "__argo-internal.absent-optional-output__";

/**
 * The variables of one run of a steps or DAG template: its inputs and what its steps or tasks have given so far
 * (upstream: `wfScope`). Filled while the template is executed, and thrown away with the reconcile.
 */
export class Scope {
  readonly #texts = new Map<string, string | null>();
  readonly #artifacts = new Map<string, GoStruct>();

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
    return new LayeredVariables(this.#artifacts, this.#texts);
  }

  /** @param value - `null` for an output that a skipped step would have given and that has no default */
  set(name: string, value: string | null | Artifact): void {
    if (value === null || typeof value === "string") this.#texts.set(name, value);
    else this.#artifacts.set(name, artifactValue(value));
  }

  /** The variables of this scope that are text or absent, and below them those of the workflow (`getParametersAny`). */
  parameters(globals?: TextVariables): Variables {
    return globals === undefined ? this.#texts : new LayeredVariables(this.#texts, globals);
  }

  isAbsent(name: string): boolean {
    return this.#texts.get(name) === null;
  }

  /** Whether a text is nothing but one tag that refers to an absent output (`absentOptionalRef`). */
  isAbsentReference(text: string): boolean {
    return text.startsWith("{{") && text.endsWith("}}") && this.isAbsent(text.slice(2, -2).trim());
  }
}
