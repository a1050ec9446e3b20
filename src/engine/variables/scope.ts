import type { GoStruct } from "../../expression/value.ts";
import type { Artifact, Template } from "../../manifest/types.ts";
import { artifactValue } from "./artifact-value.ts";
import { LayeredVariables, type VariableLayer } from "./layered-variables.ts";
import type { TextVariables, Variables, VariableValue } from "./variables.ts";

/** Whether names in a scope begin with `steps` or with `tasks`. */
export type NodeReference = "steps" | "tasks";

/** Stands for an argument that refers to an absent output, from resolving references until inputs are filled in. */
export const absentArgument = "__argo-internal.absent-optional-output__";

/** Variables that all begin with one name and a dot, such as `steps.a.`. */
export interface NodeVariables {
  readonly texts: ReadonlyMap<string, string>;
  readonly artifacts: ReadonlyMap<string, GoStruct>;
}

/** The variables of a node, made when they are first asked for: most nodes are never referred to. */
export type NodeVariablesSource = () => NodeVariables;

/**
 * The variables of one run of a steps or DAG template: its inputs and what its steps or tasks have given so far
 * (upstream: `wfScope`). Filled while the template is executed, and thrown away with the reconcile.
 */
export class Scope {
  readonly #texts = new Map<string, string | null>();
  readonly #artifacts = new Map<string, GoStruct>();
  readonly #nodes = new Map<string, NodeVariablesSource>();

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
    const ofNodes = (kind: keyof NodeVariables) => new NodeLayer(this.#nodes, kind);
    return new LayeredVariables(this.#artifacts, this.#texts, ofNodes("artifacts"), ofNodes("texts"));
  }

  /** @param value - `null` for an output that a skipped step would have given and that has no default */
  set(name: string, value: string | null | Artifact): void {
    if (value === null || typeof value === "string") this.#texts.set(name, value);
    else this.#artifacts.set(name, artifactValue(value));
  }

  /**
   * Adds the variables of a node as a whole, which costs the same however many they are.
   *
   * @param prefix - the two names that they begin with: `steps.a`
   */
  addNode(prefix: string, variables: NodeVariablesSource): void {
    this.#nodes.set(prefix, variables);
    // What was set last counts.
    const start = `${prefix}.`;
    for (const own of [this.#texts, this.#artifacts]) {
      for (const name of own.keys()) if (name.startsWith(start) && isAmong(variables(), name)) own.delete(name);
    }
  }

  /** The variables of this scope that are text or absent, and below them those of the workflow (`getParametersAny`). */
  parameters(globals: TextVariables = new Map()): Variables {
    return new LayeredVariables(this.#texts, new NodeLayer(this.#nodes, "texts"), globals);
  }

  isAbsent(name: string): boolean {
    return this.#texts.get(name) === null;
  }

  /** Whether a text is nothing but one tag that refers to an absent output (`absentOptionalRef`). */
  isAbsentReference(text: string): boolean {
    return text.startsWith("{{") && text.endsWith("}}") && this.isAbsent(text.slice(2, -2).trim());
  }
}

/** The variables of one kind of all nodes of a scope. */
class NodeLayer implements VariableLayer {
  readonly #nodes: ReadonlyMap<string, NodeVariablesSource>;
  readonly #kind: keyof NodeVariables;

  constructor(nodes: ReadonlyMap<string, NodeVariablesSource>, kind: keyof NodeVariables) {
    this.#nodes = nodes;
    this.#kind = kind;
  }

  get(name: string): VariableValue | undefined {
    return this.#nodes.get(nodePrefix(name))?.()[this.#kind].get(name);
  }

  *[Symbol.iterator](): Generator<readonly [string, VariableValue]> {
    for (const variables of this.#nodes.values()) yield* variables()[this.#kind];
  }
}

function isAmong({ texts, artifacts }: NodeVariables, name: string): boolean {
  return texts.has(name) || artifacts.has(name);
}

/** The first two parts of a dotted name; names of steps and tasks have no dots in them. */
function nodePrefix(name: string): string {
  const end = name.indexOf(".", name.indexOf(".") + 1);
  return end < 0 ? name : name.slice(0, end);
}
