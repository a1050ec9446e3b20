import { evaluateWhen as evaluate } from "../../expression/when.ts";
import type { ValueResult } from "../variables/variables.ts";

/** Whether the `when` of a step or task holds, its tags replaced; without one it does (`shouldExecute`). */
export function evaluateWhen(when: string | undefined): ValueResult<boolean> {
  return evaluate(when ?? "");
}
