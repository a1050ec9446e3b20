import { marshalJson } from "../../../expression/go-format.ts";
import { fromPlain } from "../../../expression/value.ts";
import { templateVariable } from "./containers/environment.ts";
import { isArgoSidecar } from "./containers/user-containers.ts";
import { has, type PodInputs } from "./pod-inputs.ts";
import type { ContainerDraft, PodDraft } from "./rendered-pod.ts";

/** Linux takes no longer environment variable or argument, in bytes. */
export const longestVariable = 131_072;

const argumentsKey = "ARGO_CONTAINER_ARGS_FILE";
const configVolume = "argo-env-config";
const configMount = { name: configVolume, mountPath: "/argo/config" };

/** Moves what is too long for the pod into a ConfigMap of its own; answers with its data, if there is any. */
export function offload({ metadata, spec }: PodDraft, inputs: PodInputs): Readonly<Record<string, string>> | undefined {
  if (has(inputs, "template-in-every-container")) return undefined;
  const data: Record<string, string> = {};
  const template = longTemplate(spec.initContainers);
  if (template !== undefined) data[templateVariable] = template;
  const withArguments = has(inputs, "long-arguments-stay-in-pod") ? undefined : longArguments(spec.containers);
  if (withArguments !== undefined) data[argumentsKey] = withArguments.json;
  if (template === undefined && withArguments === undefined) return undefined;
  spec.volumes.push({ name: configVolume, configMap: { name: metadata.name } });
  if (template !== undefined) for (const container of spec.initContainers) refer(container);
  if (withArguments !== undefined) moveArguments(withArguments.container);
  return data;
}

function longTemplate(containers: readonly ContainerDraft[]): string | undefined {
  const values = containers.flatMap(({ env }) => env.filter(({ name }) => name === templateVariable));
  return values.map(({ value = "" }) => value).find(isTooLong);
}

function longArguments(containers: readonly ContainerDraft[]) {
  for (const container of containers) {
    if (isArgoSidecar(container.name) || container.args === undefined) continue;
    const json = marshalJson(fromPlain(container.args));
    if (isTooLong(json)) return { container, json };
  }
  return undefined;
}

function isTooLong(text: string): boolean {
  return text.length > longestVariable || (text.length > longestVariable / 3 && bytesOf(text) > longestVariable);
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

function refer(container: ContainerDraft): void {
  const isTemplate = (name: string) => name === templateVariable;
  container.env = container.env.map((variable) =>
    isTemplate(variable.name) ? { ...variable, value: "offloaded" } : variable,
  );
  container.volumeMounts.push(configMount);
}

function moveArguments(container: ContainerDraft): void {
  delete container.args;
  container.env.push({ name: argumentsKey, value: `${configMount.mountPath}/${argumentsKey}` });
  container.volumeMounts.push(configMount);
}
