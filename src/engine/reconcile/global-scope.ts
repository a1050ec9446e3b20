import type { NodeOutputs } from "../model/node-status.ts";
import { exportOutputs } from "../variables/global-outputs.ts";
import type { Operation } from "./operation.ts";

/** Exports outputs with a `globalName` to the workflow's outputs and variables (`addOutputsToGlobalScope`). */
export function addOutputsToGlobalScope(operation: Operation, outputs: NodeOutputs | undefined): void {
  if (outputs === undefined) return;
  const exported = exportOutputs(operation.status.outputs, outputs);
  for (const [name, value] of exported.globals) operation.globals.set(name, value);
  if (exported.outputs === undefined || exported.outputs === operation.status.outputs) return;
  operation.patchStatus({ outputs: exported.outputs });
  operation.updated = true;
}
