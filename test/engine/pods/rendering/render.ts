import { recordedWorld } from "../../../../src/cluster/world.ts";
import { givenViews } from "../../../../src/judge/given-views.ts";
import { playScenario } from "../../../../src/judge/play-scenario.ts";
import type { Container, JsonObject } from "../../../../src/manifest/types.ts";
import { loadScenario } from "../../../../src/scenario/load-scenario.ts";
import type { GivenView, PodView } from "../../../../src/timeline/pod-view.ts";

export interface RenderOptions {
  readonly engine?: string;
  /** More fields of the scenario file. */
  readonly scenario?: string;
}

/** What the pods, agents and claims of a workflow are given, which is written as the `spec` of a manifest. */
export function given(spec: string, { engine = "v4.1.2", scenario = "" }: RenderOptions = {}): readonly GivenView[] {
  const indented = spec.trim().replaceAll("\n", "\n  ");
  const manifest = `apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nmetadata: {name: demo}\nspec:\n  ${indented}`;
  const files: Readonly<Record<string, string>> = {
    "demo.yaml": manifest,
    "demo.scenario.yaml": `manifests: [demo.yaml]\n${scenario}`,
  };
  const loaded = loadScenario("demo.scenario.yaml", (path) => ({ ok: true, text: files[path] ?? "" }));
  if (loaded.scenario === undefined) throw new Error(loaded.diagnostics.map(({ message }) => message).join("\n"));
  return givenViews(playScenario(loaded.scenario, engine, { world: recordedWorld }));
}

/** The pods alone. */
export function pods(spec: string, options?: RenderOptions): readonly PodView[] {
  return given(spec, options).filter((view): view is PodView => view.kind === "pod" || view.kind === "agent");
}

/** The first pod. */
export function pod(spec: string, options?: RenderOptions): PodView {
  const [first] = pods(spec, options);
  if (first === undefined) throw new Error("no pod was created");
  return first;
}

/** A container of a pod; `main` unless it is named. */
export function container({ spec }: PodView, name = "main"): Container {
  const lists = [spec.initContainers, spec.containers] as unknown as readonly (readonly Container[])[];
  const found = lists.flatMap((list) => list ?? []).find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`there is no container ${name}`);
  return found;
}

/** A workflow of one template, with more fields of the workflow above it. */
export function single(template: string, workflow = ""): string {
  return `entrypoint: main\n${workflow}\ntemplates:\n- name: main\n  ${template.trim().replaceAll("\n", "\n  ")}`;
}

export function mountsOf({ volumeMounts = [] }: Container): readonly string[] {
  return volumeMounts.map(({ name, mountPath, subPath }) => `${name}${subPath ? `/${subPath}` : ""}:${mountPath}`);
}

export function volumesOf({ spec }: PodView): readonly JsonObject[] {
  return (spec.volumes ?? []) as unknown as readonly JsonObject[];
}
