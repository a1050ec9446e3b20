import type { IntOrString, JsonValue } from "./json.ts";
import type { LifecycleHooks } from "./lifecycle-hook.ts";
import type { Arguments } from "./parameter.ts";
import type { Template } from "./template.ts";
import type { TemplateRef } from "./template-ref.ts";

/** One element of `withItems`: any JSON value. */
export type Item = JsonValue;

/** A range of numbers that a step or task is expanded over. */
export interface Sequence {
  readonly count?: IntOrString;
  readonly start?: IntOrString;
  readonly end?: IntOrString;
  readonly format?: string;
}

/** Which bad ends of a step or task its owner takes as good. */
export interface ContinueOn {
  readonly error?: boolean;
  readonly failed?: boolean;
}

/** How a template is named, by its user: exactly one of the three is meant to be given (`TemplateReferenceHolder`). */
export interface TemplateReferenceHolder {
  readonly template?: string;
  readonly templateRef?: TemplateRef;
  readonly inline?: Template;
}

/** What a step and a DAG task have in common. */
export interface Invocation extends TemplateReferenceHolder {
  readonly name: string;
  readonly arguments?: Arguments;
  readonly withItems?: readonly Item[];
  readonly withParam?: string;
  readonly withSequence?: Sequence;
  readonly when?: string;
  readonly continueOn?: ContinueOn;
  readonly onExit?: string;
  readonly hooks?: LifecycleHooks;
}

/** One step of a steps template. */
export interface WorkflowStep extends Invocation {}

/** Steps that run at the same time. */
export type ParallelSteps = readonly WorkflowStep[];

/** A directed acyclic graph of tasks. */
export interface DAGTemplate {
  readonly target?: string;
  readonly tasks: readonly DAGTask[];
  readonly failFast?: boolean;
}

/** One task of a DAG. */
export interface DAGTask extends Invocation {
  readonly dependencies?: readonly string[];
  readonly depends?: string;
}
