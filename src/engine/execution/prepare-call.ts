import type { Template } from "../../manifest/types.ts";
import { processArguments } from "../arguments/process-arguments.ts";
import { isPodTemplate } from "../model/template-type.ts";
import type { Call, PreparedCall } from "../reconcile/execution.ts";
import { podNameOf } from "../reconcile/nodes/pod-of-node.ts";
import type { Operation } from "../reconcile/operation.ts";
import { retryStrategyOf } from "../reconcile/retry-strategy.ts";
import { withTemplateDefaults } from "../templates/spec-merge.ts";

export type Preparation =
  | { readonly ok: true; readonly call: PreparedCall }
  | { readonly ok: false; readonly error: string };

/** Finds the template of a call and fills in its inputs (the first part of `executeTemplate`). */
export function prepareCall(operation: Operation, call: Call): Preparation {
  const resolved = call.context.resolveTemplate(call.holder);
  if (!resolved.ok) return resolved;
  if (resolved.stored) operation.updated = true;
  const template = withTemplateDefaults(
    resolved.template,
    operation.executionSpec.templateDefaults,
    operation.ports.release,
  );
  const processed = processArguments(
    template,
    call.arguments,
    {
      globals: operation.globals,
      locals: variablesOfNode(operation, call, template),
      configMap: (name) => operation.ports.caches.configMap(operation.namespace, name),
    },
    operation.valueContext,
  );
  if (!processed.ok) return processed;
  return {
    ok: true,
    call: {
      nodeName: call.nodeName,
      holder: call.holder,
      reference: call.reference,
      context: call.context,
      arguments: call.arguments,
      options: call.options,
      templateScope: call.context.templateScope,
      templateContext: resolved.context,
      template: processed.value,
    },
  };
}

/** What a template can learn of the node it is executed as. */
function variablesOfNode(operation: Operation, call: Call, template: Template): ReadonlyMap<string, string> {
  const variables = new Map<string, string>();
  if (isPodTemplate(template) && retryStrategyOf(operation, template) === undefined) {
    variables.set("pod.name", podNameOf(operation, call.nodeName, template.name));
  }
  variables.set(`${call.reference}.name`, call.holder.name ?? "");
  variables.set("node.name", call.nodeName);
  return variables;
}
