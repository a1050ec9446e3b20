import type { EvaluationContext, GoValue } from "../../value.ts";

/** What a builtin may use of the evaluation that calls it. */
export interface BuiltinUse {
  readonly context: EvaluationContext;
  /** Counts items towards the memory budget. */
  readonly memory: (items: number) => void;
}

/** @throws GoPanic when the parameters do not fit */
export type BuiltinFunction = (parameters: readonly GoValue[], use: BuiltinUse) => GoValue;
