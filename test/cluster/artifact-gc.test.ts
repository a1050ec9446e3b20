import { describe, expect, it } from "vitest";
import type { PodBehaviour } from "../../src/cluster/nodes/pod-behaviour.ts";
import type { UserAction } from "../../src/cluster/people/user-action.ts";
import { recordedWorld } from "../../src/cluster/world.ts";
import { type PlayOptions, simulate, told } from "./play.ts";

interface Options extends PlayOptions {
  readonly spec?: string;
  /** `artifactGC` of the artifacts `first` and `second`. */
  readonly first?: string;
  readonly second?: string;
  /** How pods that delete artifacts behave. */
  readonly collecting?: PodBehaviour;
  readonly working?: PodBehaviour;
  readonly actions?: readonly (readonly [number, Pick<UserAction, "do"> & { readonly force?: boolean }])[];
}

const deletion = "{strategy: OnWorkflowDeletion}";
const completion = "{strategy: OnWorkflowCompletion}";

function play({
  spec = "",
  first = completion,
  second = deletion,
  collecting,
  working,
  actions = [],
  ...options
}: Options) {
  const artifact = (name: string, artifactGC: string) =>
    `{name: ${name}, path: /tmp/${name}, s3: {key: ${name}}, artifactGC: ${artifactGC}}`;
  const manifest = `
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {name: demo}
spec:
  entrypoint: work
  ${spec}
  templates:
  - name: work
    container: {image: busybox}
    outputs: {artifacts: [${artifact("first", first)}, ${artifact("second", second)}]}
`;
  const podRules = {
    behaviourOf: ({ nodeName }: { readonly nodeName: string }) =>
      nodeName.includes("-artgc-") ? { ...collecting } : { ...working },
  };
  const simulation = simulate(manifest, { podRules, ...options });
  for (const [at, action] of actions) {
    simulation.schedule({ namespace: "default", workflow: "demo", ...action } as UserAction, at);
  }
  simulation.run();
  const workflow = simulation.server.workflows.get("default", "demo");
  return {
    pods: told(simulation).filter((line) => line.includes("-artgc-") || line.includes("workflow demo Deleted")),
    deleted: workflow?.status.nodes
      .get("demo")
      ?.outputs?.artifacts?.filter((artifact) => artifact.deleted)
      .map((artifact) => artifact.name),
    finalizers: workflow?.metadata.finalizers,
    condition: workflow?.status.conditions?.find(({ type }) => type === "ArtifactGCError")?.message,
    tasks: [...simulation.server.artifactGCTasks.list()].map(({ metadata }) => metadata.name),
  };
}

const finalizers = ["workflows.argoproj.io/artifact-gc"];

describe("artifacts", () => {
  it("are deleted by a pod once the workflow has ended", () => {
    const { pods, deleted, ...rest } = play({});
    expect(pods).toEqual([
      "15001 pod demo-artgc-wfcomp-2166136261 Created demo-artgc-wfcomp-2166136261",
      "16101 pod demo-artgc-wfcomp-2166136261 Running",
      "21401 pod demo-artgc-wfcomp-2166136261 Succeeded exit 0",
      "31401 pod demo-artgc-wfcomp-2166136261 Deleted",
    ]);
    expect(deleted).toEqual(["first"]);
    expect(rest).toEqual({ finalizers, condition: undefined, tasks: [] });
  });

  it("hold up the deletion of their workflow until they are gone", () => {
    const { pods } = play({ actions: [[60_000, { do: "delete" }]] });
    expect(pods.slice(-5)).toEqual([
      "70000 pod demo-artgc-wfdel-2166136261 Created demo-artgc-wfdel-2166136261",
      "71100 pod demo-artgc-wfdel-2166136261 Running",
      "76400 pod demo-artgc-wfdel-2166136261 Succeeded exit 0",
      "86400 pod demo-artgc-wfdel-2166136261 Deleted",
      "86400 workflow demo Deleted",
    ]);
  });

  it("are not deleted when the pod fails, which keeps the workflow", () => {
    const { pods, ...rest } = play({ collecting: { exitCode: 1 }, actions: [[60_000, { do: "delete" }]] });
    expect(pods.at(-1)).toBe("76400 pod demo-artgc-wfdel-2166136261 Failed exit 1");
    expect(rest).toMatchObject({
      deleted: [],
      finalizers,
      tasks: [/* left for inspection */ expect.anything(), expect.anything()],
    });
    expect(rest.condition).toBe(
      "Artifact Garbage Collection failed for strategy OnWorkflowDeletion, pod demo-artgc-wfdel-2166136261 exited with non-zero exit code: check pod logs for more information",
    );
  });

  it("that cannot be deleted are told of", () => {
    const { condition, deleted } = play({ collecting: { artifactErrors: { first: "Access Denied" } } });
    expect(condition).toBe("Access Denied (artifactGCTask: demo-artgc-wfcomp-2166136261-0)");
    expect(deleted).toEqual([]);
  });

  it("do not hold up a deletion by force, nor a workflow that is told to let go", () => {
    const failing = { collecting: { exitCode: 1 } };
    const byForce = play({ ...failing, actions: [[60_000, { do: "delete", force: true }]] });
    expect(byForce.pods.at(-2)).toBe("60000 workflow demo Deleted");
    const letGo = play({ ...failing, spec: `artifactGC: {forceFinalizerRemoval: true}` });
    expect(letGo.finalizers).toEqual([]);
  });

  it("that need other permissions are deleted by another pod", () => {
    const { pods } = play({ second: "{strategy: OnWorkflowCompletion, serviceAccountName: cleaner}" });
    expect(pods.filter((line) => line.includes("Created")).map((line) => line.split(" ").at(-1))).toEqual([
      "demo-artgc-wfcomp-2166136261",
      "demo-artgc-wfcomp-3682927689",
    ]);
  });

  it.each([
    ["that nobody wants deleted", { first: "{strategy: Never}", second: "{}" }],
    [
      "of a controller that collects none",
      { configuration: { namespace: "argo", environment: { ARGO_ARTIFACT_GC_ENABLED: "false" } } },
    ],
  ])("stay: those %s", (_, options) => {
    expect(play(options)).toEqual({ pods: [], deleted: [], finalizers: undefined, condition: undefined, tasks: [] });
  });

  it("stay where pods only report", () => {
    expect(play({ world: recordedWorld })).toMatchObject({ deleted: [], finalizers });
  });

  it("that were never made hold up a deletion before v3.5.11", () => {
    const options = { working: { exitCode: 1 }, actions: [[60_000, { do: "delete" }]] } as const;
    expect(play(options).finalizers).toBeUndefined();
    expect(play({ ...options, version: "v3.5.7" }).finalizers).toEqual(finalizers);
  });
});
