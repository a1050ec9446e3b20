import { ObedientChoices } from "../../sim/choice/choice.ts";
import type { PodBehaviour } from "../../src/cluster/nodes/pod-behaviour.ts";
import { Simulation, type SimulationOptions } from "../../src/cluster/simulation.ts";
import type { JournalEvent, JournalEventOf } from "../../src/journal/journal-event.ts";
import { loadManifests } from "../../src/manifest/load-manifests.ts";
import { baseline, releaseOf } from "../../src/releases/index.ts";
import { podText } from "../../src/timeline/trace.ts";

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
export function told({ journal }: Simulation): string[] {
  return journal.events.flatMap((event) => {
    const text = describeEvent(event);
    return text === undefined ? [] : [`${event.t} ${text}`];
  });
}

function describeEvent(event: JournalEvent): string | undefined {
  const { kind, object, node, data } = event;
  const title = node?.name ?? object.name;
  switch (kind) {
    case "stored":
      return describeStored(event);
    case "pod":
      return `pod ${title} ${podText(data)}`;
    case "task":
      return `task ${title} ${data.phase}`;
    case "acted":
      return `action ${data.do}`;
    case "actionRefused":
      return `actionError ${data.message}`;
    case "request":
      return data.fate.kind === "refused" ? `fault ${data.title} ${data.fate.fault}` : undefined;
    case "controller":
      return data.what === "crashed" ? undefined : `controller ${object.name} ${data.what}`;
    case "invalid":
      return `cronWorkflow ${object.name} Invalid ${data.message}`;
    default:
      return undefined;
  }
}

function describeStored({ object: { name }, node, data }: JournalEventOf<"stored">): string | undefined {
  if (data.of === "Workflow") {
    if (data.after === undefined) return `workflow ${name} Deleted`;
    const { phase, message } = data.after.status;
    return `${name} is ${phase || "new"}${message ? `: ${message}` : ""}`;
  }
  if (data.of === "CronWorkflow") {
    if (data.after === undefined) return `cronWorkflow ${name} Deleted`;
    const { active, succeeded, failed } = data.after.status;
    return `${name}: ${active.length} active, ${succeeded} succeeded, ${failed} failed`;
  }
  if (data.of !== "Pod") return undefined;
  const title = node?.name ?? (name.endsWith("-agent") ? "agent" : name);
  if (data.change === "added") return `pod ${title} Created ${name}`;
  return data.change === "deleted" ? `pod ${title} Deleted` : undefined;
}
