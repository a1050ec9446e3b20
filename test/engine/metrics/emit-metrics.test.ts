import { describe, expect, it } from "vitest";
import { play, work } from "../play.ts";

/** The message of the condition MetricsError of a workflow whose template has this metric. */
function errorOf(metric: string, scenario = ""): string | undefined {
  const template = `${work}\n  metrics:\n    prometheus:\n    - {name: m, help: h, ${metric}}`;
  const { workflow } = play(`entrypoint: work\ntemplates:\n${template}`, scenario);
  return workflow.conditions?.find(({ type }) => type === "MetricsError")?.message;
}

describe("a metric of a template", () => {
  it.for([
    'gauge: {realtime: true, value: "{{duration}}"}',
    'gauge: {value: "{{duration}}"}',
    'counter: {value: "1"}, labels: [{key: k, value: "{{status}}-{{exitCode}}"}]',
    'histogram: {value: "1e3", buckets: [1]}',
    'counter: {value: x}, when: "{{status}} == Failed"',
  ])("is emitted without a word: %s", (metric) => {
    expect(errorOf(metric)).toBeUndefined();
  });

  it.for([
    ['counter: {value: "x"}', "could not construct metric 'm': strconv.ParseFloat: parsing \"x\": invalid syntax"],
    [
      'counter: {value: "1"}, labels: [{key: k, value: "{{no.such}}"}]',
      "unable to substitute parameters for metric 'm': failed to resolve {{no.such}}",
    ],
    ['gauge: {realtime: true, value: "1"}', "real time metrics can only be used with metric variables"],
    ['gauge: {realtime: true, value: "{{status}}"}', "'status' is not available as a real time metric"],
  ])("is wrong and told: %s", ([metric, message]) => {
    expect(errorOf(metric ?? "")?.split(", ")[0]).toBe(message);
  });

  it("is emitted for an end of the kind that `when` names", () => {
    const metric = 'counter: {value: "x"}, when: "{{status}} == Failed"';
    expect(errorOf(metric, "pods: [{exitCode: 1}]")).toContain("could not construct metric 'm'");
  });
});

it("a metric of a workflow is emitted when it ends", () => {
  const metrics = 'metrics: {prometheus: [{name: m, help: h, counter: {value: "{{workflow.status}}"}}]}';
  const { workflow } = play(`entrypoint: work\n${metrics}\ntemplates:\n${work}`);
  expect(workflow.conditions).toContainEqual({
    type: "MetricsError",
    status: "True",
    message: "could not construct metric 'm': strconv.ParseFloat: parsing \"Succeeded\": invalid syntax",
  });
});
