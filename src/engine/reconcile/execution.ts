import type { Arguments, Template } from "../../manifest/types.ts";
import type { ExecutionError } from "../model/errors/execution-error.ts";
import type { NodeFlag, NodeStatus } from "../model/node-status.ts";
import type { TemplateContext, TemplateHolder } from "../templates/template-resolution.ts";
import type { NodeReference } from "../variables/scope.ts";

/** What executing a template came to: the node as far as it exists, and why execution stopped short, if it did. */
export interface Execution {
  readonly node: NodeStatus | undefined;
  readonly error?: ExecutionError;
}

/** How a template is to be executed (`executeTemplateOpts`). */
export interface ExecutionOptions {
  readonly boundaryID: string;
  /** Whether this is part of an exit handler, which a stopped workflow still runs. */
  readonly isExitTemplate?: boolean;
  readonly nodeFlag?: NodeFlag;
  /** When a pod that is created now must have ended, in virtual milliseconds. */
  readonly executionDeadline?: number | undefined;
}

/** A template that is to be executed, as its caller names it. */
export interface Call {
  readonly nodeName: string;
  /** The step or task, or the reference of a hook or of the entrypoint, which have no name. */
  readonly holder: TemplateHolder;
  readonly reference: NodeReference;
  readonly context: TemplateContext;
  readonly arguments: Arguments;
  readonly options: ExecutionOptions;
}

/** A template whose inputs are filled in and whose node may or may not exist yet. */
export interface PreparedCall extends Call {
  readonly templateScope: string;
  /** The context in which the template's own references are resolved. */
  readonly templateContext: TemplateContext;
  readonly template: Template;
}
