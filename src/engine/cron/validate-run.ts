import type { Template } from "../../manifest/types.ts";
import type { ControllerPorts } from "../model/ports.ts";
import { validateWorkflow } from "../validation/validate-workflow.ts";
import { Placeholders } from "../variables/placeholders.ts";
import type { NamelessWorkflow } from "./submitted-workflow.ts";

/** What is wrong with the workflow of a run, before there is one; undefined when nothing is. */
export function validateRun(
  { metadata: { generateName, ...metadata }, spec }: NamelessWorkflow,
  { caches, configuration, epoch, now, order, random, release }: ControllerPorts,
): string | undefined {
  const defaults = configuration.workflowDefaults?.spec;
  // Before the API server has made a name, validation takes this one.
  const name = generateName;
  const validated = validateWorkflow(
    { apiVersion: "argoproj.io/v1alpha1", kind: "Workflow", metadata: { ...metadata, name }, spec },
    {
      lookup: caches,
      stored: new Map<string, Template>(),
      valueContext: { release, epoch, evaluation: { now: epoch + now(), random } },
      order,
      placeholders: Placeholders.of(release),
      ...(defaults && { workflowDefaults: defaults }),
    },
  );
  return validated.ok ? undefined : validated.error;
}
