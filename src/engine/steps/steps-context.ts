import type { TemplateContext } from "../templates/template-resolution.ts";
import type { Scope } from "../variables/scope.ts";

/** What the steps of one Steps node share (`stepsContext`). */
export interface StepsContext {
  /** Id of the Steps node. */
  readonly boundaryID: string;
  readonly scope: Scope;
  readonly templateContext: TemplateContext;
  readonly isExitTemplate: boolean;
}
