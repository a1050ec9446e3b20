import { executeDAG } from "../dag/execute-dag.ts";
import { otherError } from "../model/errors/execution-error.ts";
import { templateType } from "../model/template-type.ts";
import { executePod } from "../pods/execute-pod.ts";
import type { Execution, PreparedCall } from "../reconcile/execution.ts";
import { initializeNode, type NodeOrigin } from "../reconcile/nodes/initialize-node.ts";
import type { Operation } from "../reconcile/operation.ts";
import { executeSteps } from "../steps/execute-steps.ts";
import { executeTaskSetTemplate } from "../task-set/execute-task-set-template.ts";
import { executeSuspend } from "./execute-suspend.ts";

/** Does the work of a template, by what kind of work it is. */
export function executeByType(operation: Operation, call: PreparedCall, origin: NodeOrigin): Execution {
  const { template } = call;
  const type = templateType(template);
  switch (type) {
    case "container":
    case "containerSet":
    case "script":
    case "resource":
    case "data":
      return executePod(operation, call, origin);
    case "steps":
      return executeSteps(operation, call, origin);
    case "dag":
      return executeDAG(operation, call, origin);
    case "suspend":
      return executeSuspend(operation, call, origin);
    case "http":
    case "plugin":
      return executeTaskSetTemplate(operation, call, origin, type);
    case "unknown": {
      const error = otherError(`Template '${template.name ?? ""}' missing specification`);
      const node = initializeNode(operation, origin, { type: "Skipped", phase: "Error", message: error.message });
      return { node, error };
    }
  }
}
