import { describe, expect, it } from "vitest";
import { invariants } from "../../src/invariants/index.ts";
import { playScenario } from "../../src/judge/play-scenario.ts";
import { loadScenario } from "../../src/scenario/load-scenario.ts";

const steps = `
  entrypoint: main
  templates:
  - name: main
    steps: [[{name: a, template: work}], [{name: b, template: work}]]
  - name: work
    container: {image: busybox, command: [run]}`;

const workflow = (spec: string) => `
- apiVersion: argoproj.io/v1alpha1
  kind: Workflow
  metadata: {name: demo}
  spec:${spec.replaceAll("\n", "\n  ")}`;

function load(text: string) {
  return loadScenario("faults.scenario.yaml", () => ({ ok: true, text }));
}

function play(faults: string, { objects = workflow(steps), more = "", engine = "v4.1.2" } = {}) {
  const { scenario, diagnostics } = load(`objects: ${objects}\nfaults: [${faults}]\n${more}`);
  expect(diagnostics).toEqual([]);
  if (scenario === undefined) throw new Error("not loaded");
  const result = playScenario(scenario, engine, { invariants });
  const [demo] = result.workflows;
  const pods = result.events.filter(({ kind, data }) => kind === "pod" && String(data).startsWith("Created"));
  return {
    phase: demo?.status.phase,
    message: demo?.status.message,
    finishedAt: (demo?.status.finishedAt ?? 0) / 1000,
    node: (displayName: string) => [...(demo?.status.nodes.values() ?? [])].find((n) => n.displayName === displayName),
    struck: result.events.filter(({ kind }) => kind === "fault").map(({ t, data }) => `${t / 1000} ${data}`),
    creations: pods.map(({ object }) => object),
    violations: result.violations,
    warnings: result.warnings.map(({ code }) => code),
    result,
  };
}

const undisturbed = 20;

describe("a conflict", () => {
  it("has the controller put its changes onto what is stored", () => {
    const { phase, finishedAt, struck } = play("{do: conflict, times: 1}");
    expect([phase, finishedAt, struck]).toEqual(["Succeeded", undisturbed, ["0 conflict"]]);
  });

  it("that comes again and again loses what a reconcile did, but not for good", () => {
    const { phase, struck, creations, violations } = play("{do: conflict, from: 5s, to: 15s}");
    expect(struck).toEqual(Array.from({ length: 6 }, () => "10 conflict"));
    expect(phase).toBe("Succeeded");
    expect(creations).toEqual(["demo[0].a", "demo[1].b"]);
    // The node that was lost begins anew, after its pod.
    expect(violations.map(({ invariant }) => invariant)).toEqual(["times-are-in-order"]);
  });
});

describe("an API server that cannot answer", () => {
  it("loses what a reconcile did, which the next one does again", () => {
    const { phase, struck, creations, violations } = play(
      "{do: serverTimeout, resource: workflows, verb: update, times: 1}",
    );
    expect(struck).toEqual(["0 serverTimeout"]);
    expect(phase).toBe("Succeeded");
    // The node begins anew, after its pod.
    expect(violations.map(({ invariant }) => invariant)).toEqual(["times-are-in-order"]);
    expect(creations).toEqual(["demo[0].a", "demo[1].b"]);
  });

  it.each(["serverTimeout", "tooManyRequests", "unavailable", "timeout"])("%s keeps a pod waiting", (kind) => {
    const { phase, node, finishedAt } = play(`{do: ${kind}, resource: pods, verb: create, times: 2}`);
    expect(phase).toBe("Succeeded");
    expect(finishedAt).toBe(undisturbed + 20);
    expect(node("a")?.message ?? "").toBe("");
  });

  it("that times out fails a pod before v4.0", () => {
    const { phase } = play("{do: timeout, resource: pods, verb: create, times: 1}", { engine: "v3.7.18" });
    expect(phase).toBe("Failed");
  });

  it("is taken for one by its message, too", () => {
    const more = "controller: {environment: {TRANSIENT_ERROR_PATTERN: 'etcd is n.t well'}}";
    expect(play("{do: internalError, resource: pods, verb: create, times: 1}", { more }).phase).toBe("Succeeded");
    expect(play("{do: internalError, resource: pods, verb: create, times: 1}").phase).toBe("Failed");
  });

  it("keeps a workflow waiting for its claims", () => {
    const claims = `
  volumeClaimTemplates: [{metadata: {name: data}, spec: {}}]${steps}`;
    const faults = "{do: unavailable, resource: persistentvolumeclaims, verb: create, to: 15s}";
    const waiting = play(faults, { objects: workflow(claims), more: "limit: 12s" });
    expect([waiting.phase, waiting.message]).toEqual([
      "Pending",
      "Waiting for a PVC to be created. the server is currently unable to handle the request",
    ]);
    expect(play(faults, { objects: workflow(claims) }).phase).toBe("Succeeded");
  });

  it("has the cache of outputs written a little later", () => {
    const memoized = steps.replace("container:", "memoize: {key: k, cache: {configMap: {name: c}}}\n    container:");
    const { phase, node, struck } = play("{do: conflict, resource: configmaps, verb: create, times: 1}", {
      objects: workflow(memoized),
    });
    expect([phase, struck]).toEqual(["Succeeded", ["10 conflict"]]);
    expect(node("b")?.memoizationStatus).toMatchObject({ hit: true });
  });

  it("holds up the agent's work", () => {
    const http = `
  entrypoint: main
  templates: [{name: main, http: {url: http://x}}]`;
    const { phase, struck } = play("{do: unavailable, resource: workflowtasksets, to: 5s}", {
      objects: workflow(http),
    });
    expect(struck).toEqual(["0 unavailable"]);
    expect(phase).toBe("Succeeded");
  });
});

describe("a permission that lacks", () => {
  it("fails the node whose pod is refused", () => {
    const { phase, node } = play('{do: notAllowed, verb: create, node: "*.b"}');
    expect(phase).toBe("Failed");
    expect(node("b")?.message).toBe(
      'pods is forbidden: User "system:serviceaccount:argo:argo" cannot create resource "pods" in API group "" in the namespace "default"',
    );
  });
});

describe("a controller that dies", () => {
  it.each(["controllerDiesBefore", "controllerDiesAfter"])(
    "in the midst of it (%s) goes on after its restart",
    (kind) => {
      for (const where of ["resource: pods, verb: create", "resource: workflows, verb: update"]) {
        const { phase, creations, violations } = play(`{do: ${kind}, ${where}, times: 1}`);
        expect(phase).toBe("Succeeded");
        expect(creations).toEqual(["demo[0].a", "demo[1].b"]);
        expect(violations).toEqual([]);
      }
    },
  );

  it("may not die for ever", () => {
    const { diagnostics } = load(`objects: ${workflow(steps)}\nfaults: [{do: controllerDiesAfter}]`);
    expect(diagnostics).toMatchObject([{ hint: "Add `times: 1`." }]);
  });
});

describe("a CronWorkflow", () => {
  const objects = `
- apiVersion: argoproj.io/v1alpha1
  kind: CronWorkflow
  metadata: {name: tick}
  spec: {schedules: ["* * * * *"], workflowSpec: {entrypoint: w, templates: [{name: w, container: {image: busybox}}]}}`;
  const failing = (times: number) =>
    play(`{do: unavailable, resource: workflows, verb: create, times: ${times}}`, { objects, more: "limit: 70s" })
      .result;

  it("tries again at once to submit a run, up to five times", () => {
    expect(failing(4).cronWorkflows[0]?.status).toMatchObject({ failed: 0, conditions: [] });
    expect(failing(5).cronWorkflows[0]?.status).toMatchObject({
      failed: 1,
      conditions: [
        {
          type: "SubmissionError",
          message: "Failed to submit Workflow: the server is currently unable to handle the request",
        },
      ],
    });
  });
});

it("a fault that no request meets is told", () => {
  expect(play("{do: unavailable, resource: configmaps}").warnings).toEqual(["unmet-fault"]);
});
