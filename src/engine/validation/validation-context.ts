import type { NestingDepth } from "../../expression/size-limit.ts";
import type { WorkflowSpec } from "../../manifest/types.ts";
import type { DifferenceId } from "../../releases/differences/index.ts";
import type { ControllerPorts } from "../model/ports.ts";
import type { StoredTemplates, TemplateLookup } from "../templates/template-resolution.ts";
import type { Placeholders } from "../variables/placeholders.ts";
import type { ValueContext } from "../variables/variables.ts";

/** What the validation of one workflow has gathered so far (upstream: `templateValidationCtx`). */
export interface ValidationContext {
  /** Variables that every template sees; values are placeholders unless validation knows them. */
  readonly globals: Map<string, string>;
  /** Templates that were already validated, by scope and name. */
  readonly validated: Set<string>;
  /** Of the templates that call each other, as far as they are being validated. */
  readonly depth: NestingDepth;
  readonly placeholders: Placeholders;
  readonly valueContext: ValueContext;
  readonly order: ControllerPorts["order"];
  /** Whether an exit handler may use any `workflow.outputs.artifacts.x`, because a global name is itself a tag. */
  allowsAnyOutputArtifact: boolean;
  has(difference: DifferenceId): boolean;
}

/** What validation needs to know beside the workflow. */
export interface ValidationEnvironment {
  readonly lookup: TemplateLookup;
  /** Templates of other objects are stored by validation already. */
  readonly stored: StoredTemplates;
  /** Spec of the controller's `workflowDefaults`. */
  readonly workflowDefaults?: WorkflowSpec;
  readonly valueContext: ValueContext;
  readonly order: ControllerPorts["order"];
  /** Those of the controller: they are numbered on from one workflow to the next. */
  readonly placeholders: Placeholders;
}
