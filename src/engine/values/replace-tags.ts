import type { Strictness } from "./substitute.ts";
import type { ValueContext, ValueResult, Variables } from "./variables.ts";

/** Replaces the tags of one text. */
export function replaceTags(
  text: string,
  variables: Variables,
  strictness: Strictness,
  context: ValueContext,
): ValueResult<string> {
  void variables;
  void strictness;
  void context;
  return { ok: true, value: text };
}
