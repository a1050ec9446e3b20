import { data as dataType } from "../../../../manifest/schema/template.ts";
import type { Container, JsonObject, Template } from "../../../../manifest/types.ts";
import { structJson } from "../../../substitution/struct-json.ts";
import { containerSchema } from "../../../templates/spec-merge.ts";
import { strategicMerge } from "../../../templates/strategic-merge.ts";
import type { PodInputs } from "../pod-inputs.ts";
import { type ContainerDraft, containerDraft, containerNames } from "../rendered-pod.ts";
import { executorContainer } from "./executor-container.ts";

const scriptPath = "/argo/staging/script";

/** The containers that do a template's work, over the defaults of the controller's configuration. */
export function mainContainers(inputs: PodInputs): ContainerDraft[] {
  const defaults = inputs.configuration.mainContainer;
  const containers = containersOf(inputs);
  if (defaults === undefined) return containers;
  return containers.map((container) =>
    containerDraft(
      strategicMerge(
        defaults as unknown as JsonObject,
        withoutEmptyLists(container) as unknown as JsonObject,
        containerSchema,
      ) as unknown as Container,
      container.name,
    ),
  );
}

function containersOf(inputs: PodInputs): ContainerDraft[] {
  const { container, script, containerSet, resource, data } = inputs.template;
  const { main } = containerNames;
  if (container !== undefined) return [containerDraft(container, main)];
  if (containerSet !== undefined) return containersOfSet(containerSet);
  if (script !== undefined) return [scriptContainer(script)];
  if (resource !== undefined) return [executorContainer(inputs, main, ["argoexec", "resource", resource.action])];
  const json = structJson(dataType, data, inputs.context.release);
  return [executorContainer(inputs, main, ["argoexec", "data", json])];
}

/** A script is the last argument of its command. */
function scriptContainer({ source, ...container }: NonNullable<Template["script"]>): ContainerDraft {
  const draft = containerDraft(container, containerNames.main);
  return source === "" ? draft : { ...draft, args: [...(draft.args ?? []), scriptPath] };
}

function containersOfSet({ containers, volumeMounts = [] }: NonNullable<Template["containerSet"]>): ContainerDraft[] {
  return containers.map(({ dependencies: _, ...container }) => {
    const draft = containerDraft(container, container.name || containerNames.main);
    draft.volumeMounts.push(...volumeMounts);
    return draft;
  });
}

/** As the JSON of a container has it, which the merge is about: an empty list would take the place of the default's. */
function withoutEmptyLists({ env, volumeMounts, ...container }: ContainerDraft): Container {
  return { ...container, ...(env.length > 0 && { env }), ...(volumeMounts.length > 0 && { volumeMounts }) };
}
