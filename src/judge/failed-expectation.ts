import type { DocumentPath } from "../manifest/yaml-document.ts";

/** An expectation that a run did not meet. */
export interface FailedExpectation {
  /** Where it is in `expect:`. */
  readonly path: DocumentPath;
  readonly message: string;
}
