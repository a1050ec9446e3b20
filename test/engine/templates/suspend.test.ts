import { describe, expect, it } from "vitest";
import { play, work } from "../play.ts";

const spec = (suspend: string, outputs = "") => `
entrypoint: main
templates:
- name: main
  steps:
  - - {name: wait, template: wait}
  - - {name: next, template: work}
- name: wait
  suspend: ${suspend}
  ${outputs}
${work}`;

const supplied = "outputs: {parameters: [{name: answer, valueFrom: {supplied: {}, default: none}}]}";

/** When the pod after the suspended node was created, in virtual seconds. */
function nextStarts({ pods }: { readonly pods: readonly string[] }): number | undefined {
  const time = pods.find((pod) => pod.startsWith("demo[1].next"))?.split(" ")[1];
  return time === undefined ? undefined : Math.floor(Number(time) / 1000);
}

describe("a suspend template", () => {
  it.each(["{duration: 90s}", '{duration: "90"}'])("with %s goes on after that time", (suspend) => {
    const played = play(spec(suspend));
    expect(played.nodes["demo[0].wait"]).toMatchObject({ type: "Suspend", phase: "Succeeded" });
    expect(nextStarts(played)).toBe(90);
  });

  it("without a duration waits for somebody to resume it", () => {
    expect(play(spec("{}"), "limit: 1h").phases["demo[0].wait"]).toBe("Running");
    expect(nextStarts(play(spec("{}"), "actions: [{at: 10m, do: resume}]"))).toBe(610);
  });

  it("gives what was supplied, or the default", () => {
    const answer = (actions: string) =>
      play(spec("{}", supplied), `actions: [${actions}]`).nodes["demo[0].wait"]?.outputs?.parameters;
    expect(answer("{at: 1m, do: set, node: wait, parameters: {answer: fine}}, {at: 2m, do: resume}")).toEqual({
      answer: "fine",
    });
    expect(answer("{at: 2m, do: resume}")).toEqual({ answer: "none" });
  });

  it("that times out takes the default, since v3.6.2", () => {
    const answer = (engine: string) =>
      play(spec("{duration: 1m}", supplied), "", engine).nodes["demo[0].wait"]?.outputs?.parameters;
    expect(answer("v3.6.2")).toEqual({ answer: "none" });
    expect(answer("v3.6.1")).toEqual({ answer: null });
  });
});
