import type { ContinueOn } from "../../manifest/types.ts";
import type { NodePhase } from "../model/node-status.ts";

/** Whether a step's or task's owner goes on although it ended in this phase (`ContinueOn`). */
export function continuesOn(continueOn: ContinueOn | undefined, phase: NodePhase): boolean {
  if (phase === "Error") return continueOn?.error === true;
  return phase === "Failed" && continueOn?.failed === true;
}
