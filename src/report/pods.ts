import { formatTime } from "../../sim/time.ts";
import type { Container, EnvVar, JsonObject, JsonValue } from "../manifest/types.ts";
import { yamlText } from "../manifest/yaml-text.ts";
import type { ClaimView, GivenView, PodView, TaskView } from "../timeline/pod-view.ts";
import type { Colors } from "./colors.ts";

export interface PodLinesOptions {
  readonly colors: Colors;
  /** Whether to show the executor's own containers and pods, and the template as it reads it. */
  readonly verbose: boolean;
}

/** What pods, agents and claims were given: of each container image, command, arguments and environment first. */
export function podLines(given: readonly GivenView[], options: PodLinesOptions): string[] {
  // The agent is part of the executor: its tasks are what people gave it.
  const shown = given.filter(({ kind }) => kind !== "agent" || options.verbose);
  return shown.flatMap((view, index) => [...(index > 0 ? [""] : []), ...linesOf(view, options)]);
}

function linesOf(view: GivenView, options: PodLinesOptions): string[] {
  switch (view.kind) {
    case "pvc":
      return claimLines(view, options);
    case "task":
      return taskLines(view, options);
    default:
      return linesOfPod(view, options);
  }
}

function linesOfPod(view: PodView, options: PodLinesOptions): string[] {
  const { metadata = {}, spec, t, node, pod, deadline, template } = view;
  const { containers = [], initContainers = [], ...others } = spec;
  const isShown = ({ name = "", image }: Container) => options.verbose || !isExecutors(name, image);
  const shown = [...listOf(initContainers), ...listOf(containers)].filter(isShown);
  return [
    `${options.colors.bold(view.kind === "agent" ? "agent" : node)}  pod ${pod} at ${formatTime(t)}`,
    ...shown.flatMap(containerLines),
    ...fieldLines(options.verbose ? metadata : withoutDefaultContainer(metadata)),
    ...fieldLines(others),
    ...(deadline === undefined ? [] : [`  must have ended at ${formatTime(deadline * 1000)}`]),
    ...(options.verbose && template !== undefined ? fieldLines({ template }) : []),
  ];
}

/** The controller's own annotation, which only says that the main container is the main one. */
function withoutDefaultContainer({ annotations = {}, ...metadata }: JsonObject): JsonObject {
  const { "kubectl.kubernetes.io/default-container": _, ...others } = annotations as JsonObject;
  return Object.keys(others).length === 0 ? metadata : { ...metadata, annotations: others };
}

/** The containers `init` and `wait`, in which nothing runs but the executor; a resource's main container is shown. */
function isExecutors(name: string, image: string | undefined): boolean {
  return image === "argoexec" && (name === "init" || name === "wait");
}

function listOf(containers: JsonValue): readonly Container[] {
  return containers as unknown as readonly Container[];
}

function containerLines({ name = "", image, command, args, env, ...others }: Container): string[] {
  return [
    `  ${name}`,
    ...(image === undefined ? [] : [`    image    ${image}`]),
    ...(command === undefined ? [] : [`    command  ${words(command)}`]),
    ...(args === undefined ? [] : [`    args     ${words(args)}`]),
    ...(env ?? []).map((variable, index) => `    ${index === 0 ? "env    " : "       "}  ${environmentText(variable)}`),
    ...fieldLines(others as JsonObject, "    "),
  ];
}

/** Words as a shell would have them written, on one line. */
function words(list: readonly string[]): string {
  return list.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : JSON.stringify(word))).join(" ");
}

function environmentText({ name, value = "", valueFrom }: EnvVar): string {
  if (valueFrom === undefined) return `${name}=${/[\n\r"]|^\s|\s$/.test(value) ? JSON.stringify(value) : value}`;
  const { secretKeyRef, configMapKeyRef, fieldRef } = valueFrom;
  if (secretKeyRef !== undefined) return `${name} from secret ${secretKeyRef.name ?? ""}, key ${secretKeyRef.key}`;
  if (configMapKeyRef !== undefined) {
    return `${name} from ConfigMap ${configMapKeyRef.name ?? ""}, key ${configMapKeyRef.key}`;
  }
  if (fieldRef !== undefined) return `${name} from field ${String(fieldRef.fieldPath)}`;
  return `${name} from ${JSON.stringify(valueFrom)}`;
}

function fieldLines(fields: JsonObject, indent = "  "): string[] {
  if (Object.keys(fields).length === 0) return [];
  return yamlText(fields)
    .trimEnd()
    .split("\n")
    .map((line) => indent + line);
}

function taskLines({ t, node, template }: TaskView, { colors }: PodLinesOptions): string[] {
  return [`${colors.bold(node)}  task of the agent at ${formatTime(t)}`, ...fieldLines(template as JsonObject)];
}

function claimLines({ t, name, metadata, spec }: ClaimView, { colors }: PodLinesOptions): string[] {
  const fields = { ...metadata, ...(spec as JsonObject) };
  return [`${colors.bold(name)}  volume claim at ${formatTime(t)}`, ...fieldLines(fields)];
}
