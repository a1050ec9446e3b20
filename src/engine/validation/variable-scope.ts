/** The names of variables that the tags of a template may refer to. */
export class VariableScope {
  readonly #names: Set<string>;
  /** Whether any `item` and `item.x` resolves, because the items are only known at run time (`withParam`). */
  allowsAnyItem = false;
  /** Whether any `workflow.outputs.parameters.x` resolves, because a global name is itself a tag. */
  allowsAnyOutputParameter = false;
  /** Whether any `workflow.outputs.artifacts.x` resolves, for the same reason. */
  allowsAnyOutputArtifact = false;

  constructor(names: Iterable<string> = []) {
    this.#names = new Set(names);
  }

  add(...names: string[]): void {
    for (const name of names) this.#names.add(name);
  }

  has(name: string): boolean {
    return this.#names.has(name);
  }

  copy(): VariableScope {
    const copy = new VariableScope(this.#names);
    copy.allowsAnyItem = this.allowsAnyItem;
    copy.allowsAnyOutputParameter = this.allowsAnyOutputParameter;
    copy.allowsAnyOutputArtifact = this.allowsAnyOutputArtifact;
    return copy;
  }
}
