import type { Operation } from "../reconcile/operation.ts";
import { artifactPathProblem } from "./rendering/containers/input-artifacts.ts";
import type { PodInputs } from "./rendering/pod-inputs.ts";
import { executorServiceAccount, withholdsTokens } from "./rendering/service-account.ts";
import { missingVolume } from "./rendering/volumes.ts";

/** Why no pod can be built, as far as that is plain to see before it is rendered (`podBuilder.build`). */
export function podProblem(operation: Operation, inputs: PodInputs): string | undefined {
  return (
    serviceAccountProblem(inputs) ??
    unknownVolume(inputs) ??
    artifactPathProblem(inputs.template) ??
    unknownArtifactDriver(operation, inputs)
  );
}

function serviceAccountProblem({ template, spec }: PodInputs): string | undefined {
  if (executorServiceAccount(template, spec) !== undefined || !withholdsTokens(template, spec)) return undefined;
  return "executor.serviceAccountName must not be empty if automountServiceAccountToken is false";
}

/** A mounted volume must be one of the template, of the workflow, or of its claims (`addVolumeReferences`). */
function unknownVolume(inputs: PodInputs): string | undefined {
  const name = missingVolume(inputs);
  return name === undefined ? undefined : `volume '${name}' not found in workflow spec`;
}

/** Output artifacts of a plugin need its driver in the controller's configuration (`Config.GetArtifactDrivers`). */
function unknownArtifactDriver(operation: Operation, { template }: PodInputs): string | undefined {
  if (operation.has("artifact-plugins-unknown")) return undefined;
  const known = operation.ports.configuration.artifactDrivers ?? [];
  const names = template.outputs?.artifacts?.map(
    ({ plugin }) => plugin?.name || (template.archiveLocation?.plugin?.name ?? ""),
  );
  const unknown = names?.find((name) => name !== "" && !known.some((driver) => driver.name === name));
  return unknown && `artifact driver ${unknown} not found`;
}
