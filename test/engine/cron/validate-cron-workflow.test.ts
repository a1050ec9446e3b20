import { describe, expect, it } from "vitest";
import { workflowOfRun } from "../../../src/engine/cron/submitted-workflow.ts";
import { errorOfCronWorkflow } from "../../../src/engine/cron/validate-cron-workflow.ts";
import type { CronWorkflowSpec } from "../../../src/manifest/types.ts";
import { cronDifferences } from "../../../src/releases/differences/cron.ts";
import { affects } from "../../../src/releases/index.ts";

function errorOf(spec: Partial<CronWorkflowSpec>, version = "v4.1.2", name = "tick"): string | undefined {
  const affecting = cronDifferences.filter((difference) => affects(difference, version));
  const release = { version, has: (id: string) => affecting.some((difference) => difference.id === id) };
  const metadata = { name, namespace: "default", uid: "uid", resourceVersion: 1, creationTimestamp: 0 };
  const status = { active: [], conditions: [], succeeded: 0, failed: 0, phase: "" } as const;
  const cronWorkflow = { metadata, spec: { workflowSpec: {}, schedules: ["@daily"], ...spec }, status };
  return errorOfCronWorkflow(cronWorkflow, 0, release, () => undefined);
}

describe("a CronWorkflow is refused", () => {
  it.each([
    [{ schedules: [] }, "cron workflow must have at least one schedule"],
    [{ schedules: ["x"] }, "cron schedule x is malformed: expected exactly 5 fields, found 1: [x]"],
    [{ timezone: "Nowhere/Land" }, 'invalid timezone "Nowhere/Land": unknown time zone Nowhere/Land'],
    [{ timezone: "europe/berlin" }, 'invalid timezone "europe/berlin": unknown time zone europe/berlin'],
    [{ timezone: "+01:00" }, 'invalid timezone "+01:00": unknown time zone +01:00'],
    [{ timezone: "../Berlin" }, 'invalid timezone "../Berlin": time: invalid location name'],
    [{ concurrencyPolicy: "Never" }, "'Never' is not a valid concurrencyPolicy"],
    [{ startingDeadlineSeconds: -1 }, "startingDeadlineSeconds must be positive"],
  ])("for %o", (spec, error) => {
    expect(errorOf(spec)).toBe(error);
  });

  it("for a label of its creator, which only its scheduled workflows have", () => {
    const creator = "workflows.argoproj.io/creator";
    const labels: Record<string, string>[] = [];
    const cronWorkflow = {
      metadata: { name: "tick", namespace: "default", uid: "uid", resourceVersion: 1, creationTimestamp: 0 },
      spec: { workflowSpec: {}, schedules: ["@daily"] },
      status: { active: [], conditions: [], succeeded: 0, failed: 0, phase: "" } as const,
    };
    const created = { ...cronWorkflow, metadata: { ...cronWorkflow.metadata, labels: { [creator]: "ann" } } };
    errorOfCronWorkflow(created, 0, { version: "v4.1.2", has: () => false }, ({ metadata }) => {
      labels.push({ ...metadata.labels });
      return undefined;
    });
    expect(labels).toEqual([{ "workflows.argoproj.io/cron-workflow": "tick" }]);
    expect(workflowOfRun(created, 0).metadata.labels).toMatchObject({ [creator]: "ann" });
  });

  it("for a name that leaves no room for the time", () => {
    const name = "x".repeat(53);
    expect(errorOf({}, "v4.1.2", name)).toBe(
      `cron workflow name "${name}" must not be more than 52 characters long (currently 53)`,
    );
  });

  it("for two kinds of schedules in v3.6 and v3.7", () => {
    expect(errorOf({ schedule: "@daily" }, "v3.7.18")).toBe(
      "cron workflow cant be configured with both Spec.Schedule and Spec.Schedules",
    );
    expect(errorOf({ schedule: "@daily" })).toBeUndefined();
  });

  it("in v3.5 without the text of the schedule", () => {
    expect(errorOf({ schedule: "" }, "v3.5.7")).toBe("cron schedule is malformed: empty spec string");
  });

  it("but not for an unknown time zone before v3.7.12", () => {
    expect(errorOf({ timezone: "Nowhere/Land" }, "v3.7.11")).toBeUndefined();
  });
});
