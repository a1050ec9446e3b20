import { begin, type SessionOptions } from "../../src/play/session.ts";
import { type LoadedScenario, loadScenario } from "../../src/scenario/load-scenario.ts";
import type { NodeView } from "../../src/timeline/node-view.ts";
import { podLives } from "../../src/timeline/pod-life.ts";
import { traceRun } from "../../src/timeline/trace.ts";
import type { WorkflowView } from "../../src/timeline/workflow-view.ts";

/** How a run ended: the last state of the workflow and of each node by its name. */
export interface Played {
  readonly workflow: WorkflowView;
  readonly nodes: Readonly<Record<string, NodeView>>;
  /** `PHASE MESSAGE` of each node, for comparing many at once. */
  readonly phases: Readonly<Record<string, string>>;
  /** Names of the nodes in the order in which their pods were created, and when (virtual milliseconds). */
  readonly pods: readonly string[];
}

/** A workflow written as the `spec` of a manifest, with the fields of a scenario file beside it. */
export function loadDemo(spec: string, scenario = ""): LoadedScenario {
  const files: Record<string, string> = {
    "demo.yaml": `apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nmetadata: {name: demo}\nspec:\n${indent(spec)}`,
    "demo.scenario.yaml": `name: demo\nmanifests: [demo.yaml]\n${scenario}`,
  };
  const loaded = loadScenario("demo.scenario.yaml", (path) => {
    const text = files[path];
    return text === undefined ? { ok: false, error: `${path}: there is no such file` } : { ok: true, text };
  });
  if (loaded.scenario === undefined) throw new Error(loaded.diagnostics.map(({ message }) => message).join("\n"));
  return loaded.scenario;
}

/** Plays {@link loadDemo}. */
export function play(spec: string, scenario = "", engine = "v4.1.2", options: SessionOptions = {}): Played {
  const session = begin(loadDemo(spec, scenario), engine, { details: [], ...options });
  session.end();
  const { journal, startTime } = session;
  let workflow: WorkflowView | undefined;
  const nodes: Record<string, NodeView> = {};
  for (const event of traceRun(journal.events, startTime)) {
    if (event.kind !== "status") continue;
    workflow = event.data.workflow;
    Object.assign(nodes, event.data.nodes);
  }
  if (workflow === undefined) throw new Error("the workflow was never stored");
  const phases = Object.fromEntries(
    Object.entries(nodes).map(([name, { phase, message }]) => [name, message ? `${phase} ${message}` : phase]),
  );
  const pods = podLives(journal.events).map(({ title, createdAt }) => `${title} ${createdAt}`);
  return { workflow, nodes, phases, pods };
}

function indent(text: string): string {
  return text
    .trim()
    .split("\n")
    .map((line) => `  ${line}`)
    .join("\n");
}

/** A template named `work` that every test can use. */
export const work = "- name: work\n  container: {image: busybox, command: [run]}";
