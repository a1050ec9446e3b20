import { describe, expect, it } from "vitest";
import { recordedWorld } from "../../src/cluster/world.ts";
import { type PlayOptions, simulate, told, twoSteps } from "./play.ts";

const withSpec = (fields: string) => twoSteps.replace("entrypoint: main", `entrypoint: main\n  ${fields}`);
const deletions = (manifests: string, options = {}) => {
  const simulation = simulate(manifests, options);
  simulation.run();
  return told(simulation).filter((line) => line.endsWith("Deleted"));
};

describe("finished workflows", () => {
  it("are deleted once their time to live and a second are over", () => {
    expect(deletions(withSpec("ttlStrategy: {secondsAfterCompletion: 30}"))).toEqual([
      "51000 workflow demo Deleted",
      "51000 pod demo[0].a Deleted",
      "51000 pod demo[1].b Deleted",
    ]);
  });

  it("leave their pods behind where timelines are recorded", () => {
    const manifests = withSpec("ttlStrategy: {secondsAfterCompletion: 30}");
    expect(deletions(manifests, { world: recordedWorld })).toEqual(["51000 workflow demo Deleted"]);
  });

  it("are deleted when there are more than the controller keeps", () => {
    const configuration = {
      ...{ namespace: "argo", environment: {} },
      retentionPolicy: { completed: 1, failed: 1, errored: 1 },
    };
    const manifests = `${twoSteps}\n---${twoSteps.replace("name: demo", "name: other")}`;
    expect(deletions(manifests, { configuration })[0]).toBe("20001 workflow demo Deleted");
  });
});

describe("finished pods", () => {
  it("are deleted five seconds after their node was written", () => {
    expect(deletions(withSpec("podGC: {strategy: OnPodCompletion}"))).toEqual([
      "15000 pod demo[0].a Deleted",
      "25000 pod demo[1].b Deleted",
    ]);
  });

  it("are deleted after the delay that the workflow gives", () => {
    const podGC = "podGC: {strategy: OnWorkflowCompletion, deleteDelayDuration: 12s}";
    expect(deletions(withSpec(podGC))).toEqual(["32000 pod demo[0].a Deleted", "32000 pod demo[1].b Deleted"]);
  });

  it("are deleted where their labels are those of the selector", () => {
    const own = "  - {name: own, metadata: {labels: {tier: own}}, container: {image: busybox, command: [run]}}";
    const selecting = (tier: string) => {
      const podGC = `podGC: {strategy: OnWorkflowCompletion, labelSelector: {matchLabels: {tier: ${tier}}}}`;
      const manifest = withSpec(`${podGC}\n  podMetadata: {labels: {tier: all}}`);
      return `${manifest.replace("{name: a, template: work}", "{name: a, template: own}")}${own}`;
    };
    expect(deletions(selecting("all"))).toEqual(["25000 pod demo[1].b Deleted"]);
    expect(deletions(selecting("own"))).toEqual(["25000 pod demo[0].a Deleted"]);
  });

  it("are deleted a second later by releases that sleep after writing", () => {
    const manifests = withSpec("podGC: {strategy: OnPodCompletion}");
    expect(deletions(manifests, { version: "v4.0.10" })).toEqual([
      "16000 pod demo[0].a Deleted",
      "26000 pod demo[1].b Deleted",
    ]);
  });
});

describe("the archive", () => {
  const archiving = "workflows.argoproj.io/workflow-archiving-status";
  const labelAtTheEnd = (persistence: NonNullable<PlayOptions["configuration"]>["persistence"]) => {
    const configuration = { namespace: "argo", environment: {}, ...(persistence && { persistence }) };
    const simulation = simulate(twoSteps, { configuration });
    simulation.run();
    return simulation.server.workflows.get("default", "demo")?.metadata.labels?.[archiving];
  };

  it("takes up finished workflows, all or those with certain labels", () => {
    expect(labelAtTheEnd({ archive: true })).toBe("Archived");
    const completed = { matchLabels: { "workflows.argoproj.io/phase": "Succeeded" } };
    expect(labelAtTheEnd({ archive: true, archiveLabelSelector: completed })).toBe("Archived");
    expect(labelAtTheEnd({ archive: true, archiveLabelSelector: { matchLabels: { team: "a" } } })).toBeUndefined();
    expect(labelAtTheEnd(undefined)).toBeUndefined();
  });
});
