import type { StoredClaim } from "../cluster/api-server/api-server.ts";
import type { Pod } from "../engine/model/pod.ts";
import type { RenderedMetadata, RenderedPod } from "../engine/model/rendered-pod.ts";
import { structJson } from "../engine/substitution/struct-json.ts";
import { pod as podType } from "../manifest/schema/pod-spec.ts";
import { template as templateType } from "../manifest/schema/template.ts";
import { volumeClaimTemplates } from "../manifest/schema/volume.ts";
import type { Container, JsonObject, JsonValue, Template } from "../manifest/types.ts";
import type { Release } from "../releases/release.ts";
import type { GivenObject } from "./given-objects.ts";
import { seconds } from "./node-view.ts";
import { executorImageName, withoutExecutorOptions, withoutWrapper } from "./pod-view-commands.ts";
import { executorVariables, isHiddenMount, isHiddenVolume } from "./pod-view-hidden.ts";

/**
 * What the controller made, in a normal form: without what is empty, the same everywhere, or only there for the
 * executor. Times are virtual milliseconds, the deadline whole seconds.
 */
export type GivenView = PodView | TaskView | ClaimView;

export interface PodView {
  readonly kind: "pod" | "agent";
  readonly t: number;
  readonly node: string;
  readonly pod: string;
  readonly metadata?: JsonObject;
  readonly spec: JsonObject;
  /** The template as the executor reads it. */
  readonly template?: JsonValue;
  readonly includeScriptOutput?: true;
  readonly deadline?: number;
  readonly templateOffloaded?: true;
  readonly argsOffloaded?: true;
}

export interface TaskView {
  readonly kind: "task";
  readonly t: number;
  readonly node: string;
  readonly template: JsonValue;
}

export interface ClaimView {
  readonly kind: "pvc";
  readonly t: number;
  readonly node: "";
  readonly name: string;
  readonly metadata?: JsonObject;
  readonly spec: JsonValue;
}

/** What the controller made in a run, by time and then by node. */
export function viewGiven(given: readonly GivenObject[], context: ViewContext): readonly GivenView[] {
  const views = given.flatMap((object): GivenView[] => {
    switch (object.kind) {
      case "pod": {
        const view = podView(object.pod, object.t, context);
        return view === undefined ? [] : [view];
      }
      case "claim":
        return [claimView(object.claim, object.t, context)];
      default:
        return [taskView(object.template, object.nodeName, object.t, context)];
    }
  });
  return views.sort(
    (left, right) => left.t - right.t || compare(left.node, right.node) || compare(left.kind, right.kind),
  );
}

export interface ViewContext {
  readonly release: Pick<Release, "has">;
  /** Wall-clock time at virtual time 0, in milliseconds since 1970. */
  readonly startTime: number;
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** What one pod was given; undefined for a pod of artifact garbage collection. */
export function podView(pod: Pod, t: number, { release, startTime }: ViewContext): PodView | undefined {
  if (pod.rendering === undefined) return undefined;
  const rendered = withoutOffloading(pod.rendering.pod);
  const { metadata, spec } = JSON.parse(structJson(podType, rendered, release)) as {
    metadata: RenderedMetadata;
    spec: JsonObject;
  };
  const isAgent = pod.spec.component === "agent";
  const { offloaded = {} } = pod.rendering.pod;
  const given = view(metadataView(metadata));
  return {
    kind: isAgent ? "agent" : "pod",
    t,
    node: isAgent ? "agent" : pod.nodeName,
    pod: metadata.name,
    ...(!isEmptyObject(given) && { metadata: given as JsonObject }),
    spec: (view(specView(spec)) ?? {}) as JsonObject,
    ...executorView(rendered, startTime),
    ...("ARGO_TEMPLATE" in offloaded && { templateOffloaded: true }),
    ...(offloadedArguments in offloaded && { argsOffloaded: true }),
  };
}

const offloadedArguments = "ARGO_CONTAINER_ARGS_FILE";

/** The pod with what was moved into a ConfigMap in its place again. */
function withoutOffloading(pod: RenderedPod): RenderedPod {
  const { offloaded, spec } = pod;
  if (offloaded === undefined) return pod;
  const { ARGO_TEMPLATE: template, [offloadedArguments]: args } = offloaded;
  const restored = (container: Container): Container => {
    const env = container.env?.map((variable) =>
      variable.name === "ARGO_TEMPLATE" && template !== undefined ? { ...variable, value: template } : variable,
    );
    const isIt = args !== undefined && env?.some(({ name }) => name === offloadedArguments);
    return { ...container, ...(env && { env }), ...(isIt && { args: JSON.parse(args) as readonly string[] }) };
  };
  return {
    ...pod,
    spec: { ...spec, initContainers: spec.initContainers.map(restored), containers: spec.containers.map(restored) },
  };
}

const hiddenAnnotations = new Set(
  ["node-name", "node-id", "template", "trace-id", "span-id"].map((name) => `workflows.argoproj.io/${name}`),
);

function metadataView({ labels, annotations, finalizers }: RenderedMetadata): JsonObject {
  return {
    labels: entries(labels, ([name, value]) => !isHiddenLabel(name, value)),
    annotations: entries(annotations, ([name]) => !hiddenAnnotations.has(name)),
    ...(finalizers && { finalizers }),
  };
}

function isHiddenLabel(name: string, value: string): boolean {
  if (name === "workflows.argoproj.io/completed") return value === "false";
  return name === "workflows.argoproj.io/workflow";
}

function entries(
  map: Readonly<Record<string, string>> = {},
  isShown: (entry: [string, string]) => boolean,
): JsonObject {
  return Object.fromEntries(Object.entries(map).filter(isShown));
}

function specView(given: JsonObject): JsonObject {
  const {
    restartPolicy,
    nodeName: _,
    securityContext,
    volumes = [],
    initContainers = [],
    containers = [],
    ...rest
  } = given;
  const list = volumes as unknown as readonly { readonly name: string }[];
  const shown = list.filter((volume) => !isHiddenVolume(volume)).sort((left, right) => compare(left.name, right.name));
  const views = (of: JsonValue) => (of as unknown as readonly Container[]).map(containerView) as unknown as JsonValue;
  return {
    ...rest,
    ...(restartPolicy !== "Never" && restartPolicy !== undefined && { restartPolicy }),
    ...(!isEmptyObject(securityContext) && securityContext !== undefined && { securityContext }),
    volumes: shown as unknown as JsonValue,
    initContainers: views(initContainers),
    containers: views(containers),
  };
}

function containerView({ image = "", command, args, env = [], volumeMounts = [], ...container }: Container): Container {
  const shownImage = executorImageName(image);
  const isExecutor = shownImage === "argoexec";
  const mounts = volumeMounts.filter((mount) => !isHiddenMount(mount));
  return {
    ...container,
    image: shownImage,
    ...(command && { command: isExecutor ? withoutExecutorOptions(withoutWrapper(command)) : withoutWrapper(command) }),
    ...(args && { args: isExecutor ? withoutExecutorOptions(args) : args }),
    env: env.filter(
      ({ name, value }) => !executorVariables.has(name) && !(name === "GODEBUG" && value === "x509ignoreCN=0"),
    ),
    volumeMounts: [...mounts].sort((left, right) => compare(left.mountPath, right.mountPath)),
  };
}

/** What the executor is told through the environment. */
function executorView({ spec }: RenderedPod, startTime: number): Partial<PodView> {
  const variables = [...spec.initContainers, ...spec.containers].flatMap(({ env = [] }) => env);
  const variable = (wanted: string) => variables.find(({ name }) => name === wanted)?.value;
  const template = variable("ARGO_TEMPLATE");
  const deadline = variable("ARGO_DEADLINE");
  const parsed = template === undefined ? undefined : view(JSON.parse(template) as JsonValue);
  const hasDeadline = deadline !== undefined && !deadline.startsWith("0001-");
  return {
    ...(parsed !== undefined && { template: parsed }),
    ...(variable("ARGO_INCLUDE_SCRIPT_OUTPUT") === "true" && { includeScriptOutput: true }),
    ...(hasDeadline && { deadline: seconds(Date.parse(deadline) - startTime) ?? 0 }),
  };
}

function taskView(template: Template, node: string, t: number, { release }: ViewContext): TaskView {
  return {
    kind: "task",
    t,
    node,
    template: view(JSON.parse(structJson(templateType, template, release)) as JsonValue) ?? {},
  };
}

function claimView({ template, metadata: { name } }: StoredClaim, t: number, { release }: ViewContext): ClaimView {
  const [claim] = JSON.parse(structJson(volumeClaimTemplates, [template], release)) as [JsonObject];
  const { labels, annotations } = (claim.metadata ?? {}) as unknown as RenderedMetadata;
  const metadata = view({ ...(labels && { labels }), ...(annotations && { annotations }) } as unknown as JsonValue);
  return {
    kind: "pvc",
    t,
    node: "",
    name,
    ...(!isEmptyObject(metadata) && { metadata: metadata as JsonObject }),
    spec: view(claim.spec ?? {}) ?? {},
  };
}

/** Structs that Go writes though they hold nothing. */
const emptyStructs = new Set(["resources", "metadata", "inputs", "outputs", "arguments"]);
/** Lists and maps of a pod that are made whether there is something in them or not. */
const emptyCollections = new Set([
  "labels",
  "annotations",
  "volumes",
  "initContainers",
  "containers",
  "env",
  "volumeMounts",
  "command",
]);

/** A value without what is null or stands for nothing; undefined if that was all. */
function view(value: JsonValue): JsonValue | undefined {
  if (Array.isArray(value)) return value.map((item) => view(item) ?? {});
  if (typeof value !== "object" || value === null) return value ?? undefined;
  const shown = Object.entries(value as JsonObject).flatMap(([name, field]): [string, JsonValue][] => {
    if (field === null || (name === "name" && field === "")) return [];
    const inner = view(field);
    const isNothing = inner === undefined || (emptyStructs.has(name) && isEmptyObject(inner));
    return isNothing || (emptyCollections.has(name) && isEmptyObject(inner)) ? [] : [[name, inner]];
  });
  return Object.fromEntries(shown);
}

function isEmptyObject(value: JsonValue | undefined): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}
