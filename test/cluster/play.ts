import { ObedientChoices } from "../../sim/choice/choice.ts";
import type { PodBehaviour } from "../../src/cluster/nodes/pod-behaviour.ts";
import { Simulation, type SimulationOptions } from "../../src/cluster/simulation.ts";
import type { ClusterEvent } from "../../src/cluster/trace.ts";
import { loadManifests } from "../../src/manifest/load-manifests.ts";
import { baseline, releaseOf } from "../../src/releases/index.ts";

/** Two steps, one after the other, each a pod. */
export const twoSteps = `
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {name: demo}
spec:
  entrypoint: main
  templates:
  - name: main
    steps: [[{name: a, template: work}], [{name: b, template: work}]]
  - name: work
    container: {image: busybox, command: [run]}
`;

export interface PlayOptions extends Partial<SimulationOptions> {
  /** How every pod behaves. */
  readonly pods?: PodBehaviour;
  readonly version?: string;
}

/** A simulation in which everything is as usual, with the objects of the manifests submitted at the beginning. */
export function simulate(
  manifests: string,
  { pods = {}, version = baseline, ...options }: PlayOptions = {},
): Simulation {
  const released = releaseOf(version);
  if (!released.ok) throw new Error(released.error);
  const simulation = new Simulation({
    release: released.release,
    configuration: { namespace: "argo", environment: {} },
    podRules: { behaviourOf: () => pods },
    choices: new ObedientChoices(),
    seed: 1,
    ...options,
  });
  const { objects, diagnostics } = loadManifests([{ path: "test.yaml", text: manifests }]);
  for (const { message } of diagnostics) throw new Error(message);
  for (const object of objects) simulation.submit(object);
  return simulation;
}

/** What happened to pods and workflows, what people did and what went wrong, in short. */
export function told({ timeline }: Simulation): string[] {
  return timeline.map(describeEvent);
}

function describeEvent({ t, kind, object, data }: ClusterEvent): string {
  switch (kind) {
    case "status": {
      const { phase, message } = data.after.status;
      return `${t} ${object} is ${phase || "new"}${message ? `: ${message}` : ""}`;
    }
    case "cronStatus": {
      const { active, succeeded, failed } = data.status;
      return `${t} ${object}: ${active.length} active, ${succeeded} succeeded, ${failed} failed`;
    }
    case "action":
      return `${t} ${kind} ${data.do}`;
    case "actionError":
      return `${t} ${kind} ${data}`;
    default:
      return `${t} ${kind} ${object} ${data}`;
  }
}
