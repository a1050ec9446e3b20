import type { LoadedObject } from "../manifest/load-manifests.ts";
import type { Workflow } from "../manifest/types.ts";
import type { Scenario, Submission } from "./schema.ts";

/** An object, and the virtual millisecond at which it is created. */
export interface TimedObject {
  readonly object: LoadedObject;
  readonly at: number;
}

/**
 * What is created when: workflows as `submit` says, or all at once without it; everything else is there from the start.
 */
export function submissions({ submit }: Scenario, objects: readonly LoadedObject[]): readonly TimedObject[] {
  const others = objects.filter(({ kind }) => kind !== "Workflow");
  const workflows = objects.filter((object) => object.kind === "Workflow");
  const timed =
    submit === undefined
      ? workflows.map((object) => ({ object, at: 0 }))
      : submit.flatMap((submission) =>
          workflows
            .filter(({ name }) => name === submission.workflow)
            .map((object) => ({
              object: { ...object, value: submitted(object.value, submission) },
              at: submission.at,
            })),
        );
  return [...others.map((object) => ({ object, at: 0 })), ...timed];
}

/** The workflow with what `argo submit` changes in it. */
function submitted(workflow: Workflow, { parameters, entrypoint }: Submission): Workflow {
  if (parameters === undefined && entrypoint === undefined) return workflow;
  const { spec } = workflow;
  const given = Object.entries(parameters ?? {}).map(([name, value]) => ({ name, value }));
  const others = spec.arguments?.parameters?.filter(({ name }) => !(name in (parameters ?? {}))) ?? [];
  return {
    ...workflow,
    spec: {
      ...spec,
      ...(entrypoint !== undefined && { entrypoint }),
      ...(given.length > 0 && { arguments: { ...spec.arguments, parameters: [...given, ...others] } }),
    },
  };
}
