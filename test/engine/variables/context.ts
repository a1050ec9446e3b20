import { artifactOf } from "../../../src/engine/variables/artifact-value.ts";
import type { Scope } from "../../../src/engine/variables/scope.ts";
import type { ValueContext } from "../../../src/engine/variables/variables.ts";

/** The newest release, or one that behaves in the named ways, at the start of the year 2000. */
export function contextWith(...differences: readonly string[]): ValueContext {
  const epoch = Date.UTC(2000, 0, 1);
  return {
    release: { has: (id) => differences.includes(id) },
    evaluation: { now: epoch, random: () => 0.5 },
    epoch,
  };
}

/** The variables of a scope, artifacts among them as they were set. */
export function variablesOf(scope: Scope): Readonly<Record<string, unknown>> {
  const entries = [...scope.variables].map(([name, value]) => [name, artifactOf(value) ?? value] as const);
  return Object.fromEntries(entries);
}
