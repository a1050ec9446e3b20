import { describe, expect, it } from "vitest";
import type { PlayResult } from "../../src/judge/play-result.ts";
import { playScenario } from "../../src/judge/play-scenario.ts";
import { judge } from "../../src/judge/verdict.ts";
import { loadScenario } from "../../src/scenario/load-scenario.ts";

/** Plays the CronWorkflow `tick`, due at every full hour unless its spec says otherwise. */
function play(spec: string, scenario: string, { engine = "v4.1.2", startTime = "2026-03-02T08:30:00Z" } = {}) {
  const text = `
startTime: ${startTime}
objects:
- apiVersion: argoproj.io/v1alpha1
  kind: CronWorkflow
  metadata: {name: tick}
  spec:
    ${/^schedules?:/m.test(spec) ? "" : 'schedules: ["0 * * * *"]'}
    ${spec.replaceAll("\n", "\n    ")}
    workflowSpec:
      entrypoint: work
      templates: [{name: work, container: {image: busybox, command: [work]}}]
${scenario}
`;
  const { scenario: loaded, diagnostics } = loadScenario("tick.scenario.yaml", () => ({ ok: true, text }));
  expect(diagnostics).toEqual([]);
  if (loaded === undefined) throw new Error("not loaded");
  const result = playScenario(loaded, engine);
  const { failures, problems } = judge(loaded, result);
  return { result, failures: failures.map(({ message }) => message), problems };
}

/** When workflows were created, in virtual minutes. */
function creations({ workflows }: PlayResult): readonly number[] {
  return workflows.map(({ metadata }) => metadata.creationTimestamp / 60_000);
}

describe("a scenario with a CronWorkflow", () => {
  it("ends before the third run when it sets no limit", () => {
    const { result } = play("", "");
    expect(creations(result)).toEqual([30, 90]);
    expect(result).toMatchObject({ end: { kind: "limit" }, endedAt: 150 * 60_000 - 1_000 });
  });

  it("suspends and resumes it", () => {
    const actions = "actions: [{at: 40m, do: cron suspend}, {at: 100m, do: cron resume, cronWorkflow: tick}]";
    const { result } = play("", `limit: 160m\n${actions}`);
    expect(creations(result)).toEqual([30, 150]);
  });

  it("deletes it with its workflows", () => {
    const { result } = play("", "limit: 2h\nactions: [{at: 40m, do: cron delete}]");
    const deletions = result.events.filter(({ data }) => data === "Deleted");
    expect(deletions.map(({ kind, object }) => `${kind} ${object}`)).toEqual([
      "cronWorkflow tick",
      "workflow tick-1772442000",
      "pod tick-1772442000",
    ]);
    expect(creations(result)).toEqual([30]);
  });

  it("tells what the user of a command sees", () => {
    const { result } = play("", "actions: [{at: 1m, do: cron delete}, {at: 2m, do: cron suspend}]");
    expect(result.events.find(({ kind }) => kind === "actionError")?.data).toBe(
      'cronworkflows.argoproj.io "tick" not found',
    );
  });

  it("fills in runs of the past", () => {
    const action = "{at: 1m, do: cron backfill, start: 2026-03-01T00:00:00Z, end: 2026-03-01T03:00:00Z, name: old}";
    const { result } = play("", `limit: 10m\nactions: [${action}]`);
    const [workflow] = result.workflows;
    expect(workflow?.metadata.name).toMatch(/^backfill-wf-.{5}$/);
    const names = [...(workflow?.status.nodes.values() ?? [])].map(({ displayName }) => displayName);
    expect(names).toContain("create-workflow(2:2026-03-01 03:00:00 +0000 UTC)");
    expect(workflow?.status.phase).toBe("Succeeded");
    const created = result.workflows.slice(1);
    expect(created.map(({ status, spec }) => [status.phase, spec.arguments?.parameters?.[0]?.value])).toEqual([
      ["Succeeded", "2026-03-01 01:00:00 +0000 UTC"],
      ["Succeeded", "2026-03-01 02:00:00 +0000 UTC"],
      ["Succeeded", "2026-03-01 03:00:00 +0000 UTC"],
    ]);
    // They hold one lock, one after the other, and come before everything else.
    const ends = created.map(({ status }) => status.finishedAt ?? 0).sort((left, right) => left - right);
    expect((ends[1] ?? 0) - (ends[0] ?? 0)).toBeGreaterThan(5_000);
    expect(created[0]?.spec).toMatchObject({ priority: 2147483647, synchronization: { mutexes: [{ name: "old" }] } });
    expect(created[0]?.metadata.name).toMatch(/^tick-backfill-old-.{5}$/);
    // The CronWorkflow takes its own.
    expect(result.cronWorkflows[0]?.status).toMatchObject({ active: [], succeeded: 3 });
  });

  it("cannot fill in runs of the past before v3.7", () => {
    const action = "{at: 1m, do: cron backfill, start: 2026-03-01T00:00:00Z, end: 2026-03-01T03:00:00Z}";
    const { result } = play("", `limit: 10m\nactions: [${action}]`, { engine: "v3.6.19" });
    expect(result.events.find(({ kind }) => kind === "actionError")?.data).toBe(
      'unknown command "backfill" for "argo cron"',
    );
    expect(result.workflows).toEqual([]);
  });

  it("makes up for a run that was due while the controller was down", () => {
    const restart = "actions: [{at: 29m, do: restartController, for: 5m}]";
    expect(creations(play("", `limit: 40m\n${restart}`).result)).toEqual([]);
    const twoRuns = "limit: 100m\nactions: [{at: 89m, do: restartController, for: 5m}]";
    expect(creations(play("startingDeadlineSeconds: 600", twoRuns).result)[1]).toBeCloseTo(94, 0);
    expect(creations(play("startingDeadlineSeconds: 60", twoRuns).result)).toEqual([30]);
  });

  it("makes up for a run that its policy left out, once the run before has ended", () => {
    const spec = "concurrencyPolicy: Forbid\nstartingDeadlineSeconds: 3600";
    const { result } = play(spec, "limit: 140m\npods: [{run: 80m, times: 1}]");
    expect(creations(result)[0]).toBe(30);
    expect(creations(result)[1]).toBeCloseTo(110.3, 0);
  });

  it("replaces a run that goes on", () => {
    const { result } = play("concurrencyPolicy: Replace", "limit: 100m\npods: [{run: 80m, times: 1}]");
    expect(result.workflows.map(({ status }) => status.phase)).toEqual(["Failed", "Succeeded"]);
  });

  it("stops it for good after a failure", () => {
    const { result, failures } = play(
      'stopStrategy: {expression: "cronworkflow.failed >= 1"}',
      "limit: 4h\npods: [{exitCode: 1}]\nexpect: {cronWorkflows: {tick: {phase: Stopped, runs: 1, failed: 1}}}",
    );
    expect(failures).toEqual([]);
    expect(creations(result)).toEqual([30]);
  });

  it("keeps to the clock of its time zone when summer begins", () => {
    const { failures } = play(
      'schedules: ["30 2 * * *"]\ntimezone: Europe/Berlin',
      // On March 29 there is no half past two.
      'limit: 72h\nexpect: {cronWorkflows: {tick: {runs: 2, lastScheduledTime: "2026-03-30T00:30:00Z"}}}',
      { startTime: "2026-03-28T00:00:00Z" },
    );
    expect(failures).toEqual([]);
  });

  it("tells which expectations were not met", () => {
    const final = "{phase: Stopped, runs: 3, active: 1, lastScheduledTime: 2026-03-02T11:00:00+01:00, condition: 'x*'}";
    const { failures } = play("", `limit: 40m\nexpect: {cronWorkflows: {tick: ${final}, tock: {}}}`);
    expect(failures).toEqual([
      "CronWorkflow tick ends Active, not Stopped",
      "CronWorkflow tick ends with runs 1, not 3",
      "CronWorkflow tick ends with active 0, not 1",
      "CronWorkflow tick was last scheduled for 2026-03-02T09:00:00Z, not 2026-03-02T10:00:00Z",
      'CronWorkflow tick has no condition "x*"',
      "there is no CronWorkflow tock",
    ]);
  });

  it("is refused when an action names another CronWorkflow", () => {
    const text = "objects: [{apiVersion: argoproj.io/v1alpha1, kind: CronWorkflow, metadata: {name: tick}, spec: {}}]";
    const action = "actions: [{at: 1m, do: cron suspend, cronWorkflow: tock}]";
    const { diagnostics } = loadScenario("tick.yaml", () => ({ ok: true, text: `${text}\n${action}` }));
    expect(diagnostics).toMatchObject([{ code: "unknown-name", message: 'unknown CronWorkflow "tock"' }]);
  });

  it("tells once that the controller finds it invalid", () => {
    const { result, problems } = play('schedules: ["61 * * * *"]', "");
    expect(result.events.filter(({ kind }) => kind === "cronWorkflow").map(({ data }) => data)).toEqual([
      "Invalid cron schedule 61 * * * * is malformed: end of range (61) above maximum (59): 61",
    ]);
    expect(problems).toMatchObject([{ code: "refused-workflow", source: { line: 6 } }]);
  });

  it("counts no runs before v3.6", () => {
    const { failures } = play(
      'schedule: "0 * * * *"',
      "limit: 40m\nexpect: {cronWorkflows: {tick: {runs: 1, active: 0, succeeded: 0}}}",
      { engine: "v3.5.7" },
    );
    expect(failures).toEqual([]);
  });
});
