import type { Arguments } from "./parameter.ts";
import type { TemplateRef } from "./template-ref.ts";

/** A template to run when `expression` holds, or, under the name `exit`, when its owner has ended. */
export interface LifecycleHook {
  readonly template?: string;
  readonly arguments?: Arguments;
  readonly templateRef?: TemplateRef;
  readonly expression?: string;
}

/** Hooks by their name. */
export type LifecycleHooks = { readonly [name: string]: LifecycleHook };
