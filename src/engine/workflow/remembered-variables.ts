import type { GlobalSources } from "../arguments/global-parameters.ts";

/**
 * The variables of a workflow as they came of the same sources before: most reconciles change neither its spec nor its
 * labels, annotations and outputs.
 */
export class RememberedVariables {
  #sources: GlobalSources | undefined;
  #variables: ReadonlyMap<string, string> = new Map();

  /** The variables that these sources gave when they were last looked at; undefined when others were. */
  recall({ metadata, spec, outputs }: GlobalSources): ReadonlyMap<string, string> | undefined {
    const known = this.#sources;
    const isSame =
      known !== undefined &&
      known.spec === spec &&
      known.outputs === outputs &&
      known.metadata.labels === metadata.labels &&
      known.metadata.annotations === metadata.annotations &&
      known.metadata.uid === metadata.uid;
    return isSame ? this.#variables : undefined;
  }

  /** Not of sources that a ConfigMap is one of, which may change by itself. */
  remember(sources: GlobalSources, variables: ReadonlyMap<string, string>): void {
    const parameters = sources.spec.arguments?.parameters ?? [];
    if (parameters.some(({ valueFrom }) => valueFrom?.configMapKeyRef !== undefined)) return;
    this.#sources = sources;
    this.#variables = variables;
  }
}
