import { describe, expect, it } from "vitest";
import { RecordingChoices } from "../../sim/choice/choice-tape.ts";
import { ScriptedChoices } from "../../sim/choice/scripted-choices.ts";
import { playScenario } from "../../src/judge/play-scenario.ts";
import { judge } from "../../src/judge/verdict.ts";
import { formatDiagnostic } from "../../src/manifest/diagnostic.ts";
import { loadScenario } from "../../src/scenario/load-scenario.ts";

const workflow = `
workflow:
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

function play(choices: string, more = "") {
  const text = `choices:\n  ${choices}\n${more}${workflow}`;
  const { scenario, diagnostics } = loadScenario("case.yaml", () => ({ ok: true, text }));
  if (scenario === undefined) return { complaints: diagnostics.map((one) => formatDiagnostic(one)) };
  const result = playScenario(scenario, "v4.1.2");
  const complaints = [...judge(scenario, result).problems, ...result.warnings].map((one) => formatDiagnostic(one));
  return { complaints, events: result.events.map(({ t, kind, data }) => `${t} ${kind} ${String(data)}`), result };
}

describe("the choices of a scenario", () => {
  it("are made in its runs", () => {
    const { events, complaints } = play('"run:default/demo[0].a": 1m0s');
    expect(complaints).toEqual([]);
    expect(events).toContain("61100 pod Succeeded exit 0");
  });

  it("can be meant for one time that they are asked", () => {
    const { events, complaints } = play('"request:update workflows.argoproj.io/default/demo#2": conflict');
    expect(complaints).toEqual([]);
    expect(events?.filter((event) => event.includes("fault"))).toEqual(["10000 fault conflict"]);
  });

  it("have the same options whatever else is asked for", () => {
    const deadline = workflow.replace("entrypoint: main", "entrypoint: main\n    activeDeadlineSeconds: 77");
    const text = `choices: {}\n${deadline}`;
    const { scenario } = loadScenario("case.yaml", () => ({ ok: true, text }));
    if (scenario === undefined) throw new Error("not loaded");
    const delays = (kinds?: ReadonlySet<string>) => {
      const script = new Map([["action:default/demo when it is created", "stop"]]);
      const recording = new RecordingChoices(new ScriptedChoices(script, kinds && { kinds }));
      playScenario(scenario, "v4.1.2", { choices: recording });
      return recording.tape.find(({ kind }) => kind === "delay")?.options;
    };
    expect(delays(new Set(["action", "delay"]))).toEqual(delays());
    expect(delays()).toContain("1m17s");
  });

  it("give way to what its rules say", () => {
    const { complaints } = play('"run:default/demo[0].a": 1m0s', 'pods: [{node: "*", run: 1s}]\n');
    expect(complaints).toEqual(['case.yaml:2:28: warning: nothing asked for the choice "run:default/demo[0].a"']);
  });

  it("that are never asked for are told, with the nearest that is", () => {
    const { complaints } = play('"run:default/demo[0].c": 1m0s');
    expect(complaints).toEqual([
      'case.yaml:2:28: warning: nothing asked for the choice "run:default/demo[0].c"\n  Did you mean "run:default/demo[0].a"?',
    ]);
  });

  it("of an unknown kind are refused", () => {
    expect(play('"rum:default/demo[0].a": 1m0s').complaints).toEqual([
      'case.yaml:2:28: error: unknown kind of choice in "rum:default/demo[0].a"\n  Did you mean "run"?',
    ]);
  });

  it("of an unknown option are refused, with the nearest one", () => {
    expect(play('"request:update workflows.argoproj.io/default/demo#2": conflicts').complaints).toEqual([
      'case.yaml:2:58: error: the choice "request:update workflows.argoproj.io/default/demo" has no option "conflicts"\n  Did you mean "conflict"?',
    ]);
  });
});
