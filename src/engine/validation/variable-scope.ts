interface Names {
  has(name: string): boolean;
}

/** The names of variables that the tags of a template may refer to: its own, and those around it. */
export class VariableScope {
  readonly #names: Set<string>;
  readonly #outer: Names | undefined;
  /** Whether any `item` and `item.x` resolves, because the items are only known at run time (`withParam`). */
  allowsAnyItem = false;
  /** Whether any `workflow.outputs.parameters.x` resolves, because a global name is itself a tag. */
  allowsAnyOutputParameter = false;
  /** Whether any `workflow.outputs.artifacts.x` resolves, for the same reason. */
  allowsAnyOutputArtifact = false;

  constructor(names: Iterable<string> = [], outer?: Names) {
    this.#names = new Set(names);
    this.#outer = outer;
  }

  add(...names: string[]): void {
    for (const name of names) this.#names.add(name);
  }

  has(name: string): boolean {
    return this.#names.has(name) || (this.#outer?.has(name) ?? false);
  }

  /** A scope that begins with these names; what is added to it is not added here. */
  inner(): VariableScope {
    const inner = new VariableScope([], this);
    inner.allowsAnyItem = this.allowsAnyItem;
    inner.allowsAnyOutputParameter = this.allowsAnyOutputParameter;
    inner.allowsAnyOutputArtifact = this.allowsAnyOutputArtifact;
    return inner;
  }
}
