/** What expr-lang's builtins do, but for those that take a predicate. */
import type { EvaluationContext, GoValue } from "../../value.ts";
import { COLLECTION_BUILTINS } from "./builtin-collections.ts";
import { NUMBER_BUILTINS } from "./builtin-numbers.ts";
import { TEXT_BUILTINS } from "./builtin-text.ts";
import { TIME_BUILTINS } from "./builtin-time.ts";

/** What a builtin may use of the evaluation that calls it. */
export interface BuiltinUse {
  readonly context: EvaluationContext;
  /** Counts items towards the memory budget. */
  readonly memory: (items: number) => void;
}

/** @throws GoPanic when the parameters do not fit */
export type BuiltinFunction = (parameters: readonly GoValue[], use: BuiltinUse) => GoValue;

export const BUILTIN_FUNCTIONS: ReadonlyMap<string, BuiltinFunction> = new Map(
  Object.entries({ ...TEXT_BUILTINS, ...NUMBER_BUILTINS, ...COLLECTION_BUILTINS, ...TIME_BUILTINS }),
);
