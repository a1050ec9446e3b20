import { describe, expect, it } from "vitest";
import {
  joinWorkflowSpec,
  mergeWorkflowSpec,
  withDefaultMetadata,
  withTemplateDefaults,
} from "../../src/engine/templates/spec-merge.ts";
import type { Template, WorkflowSpec } from "../../src/manifest/types.ts";

const baseline = { has: () => false };
const before = { has: () => true };

describe("mergeWorkflowSpec", () => {
  it("keeps what the target has and adds what it lacks", () => {
    const defaults: WorkflowSpec = {
      entrypoint: "d",
      parallelism: 3,
      ttlStrategy: { secondsAfterSuccess: 1, secondsAfterFailure: 2 },
    };
    expect(mergeWorkflowSpec(defaults, { entrypoint: "main", ttlStrategy: { secondsAfterSuccess: 9 } })).toEqual({
      entrypoint: "main",
      parallelism: 3,
      ttlStrategy: { secondsAfterSuccess: 9, secondsAfterFailure: 2 },
    });
  });

  it("merges templates by name, in the target's order but after those that came before them in the defaults", () => {
    const names = (spec: WorkflowSpec) => spec.templates?.map(({ name }) => name);
    const defaults = { templates: [{ name: "a" }, { name: "b", parallelism: 1 }, { name: "c" }] };
    const merged = mergeWorkflowSpec(defaults, { templates: [{ name: "x" }, { name: "b", timeout: "5s" }] });
    expect(names(merged)).toEqual(["x", "a", "b", "c"]);
    expect(merged.templates?.[2]).toEqual({ name: "b", parallelism: 1, timeout: "5s" });
  });

  it("replaces lists that have no merge key", () => {
    const prometheus = (name: string) => ({ metrics: { prometheus: [{ name, help: "h" }] } });
    expect(mergeWorkflowSpec(prometheus("a"), prometheus("b"))).toEqual(prometheus("b"));
  });

  it("takes hooks and labelsFrom whole, by name", () => {
    const merged = mergeWorkflowSpec(
      {
        hooks: { exit: { template: "a", expression: "x" }, h: { template: "h" } },
        workflowMetadata: { labelsFrom: { l: { expression: "1" } } },
      },
      { hooks: { exit: { template: "b" } }, workflowMetadata: { labels: { k: "v" } } },
    );
    expect(merged.hooks).toEqual({ exit: { template: "b" }, h: { template: "h" } });
    expect(merged.workflowMetadata).toEqual({ labels: { k: "v" }, labelsFrom: { l: { expression: "1" } } });
  });
});

describe("joinWorkflowSpec", () => {
  it("lays the workflow over its template over the defaults", () => {
    const joined = joinWorkflowSpec(
      { onExit: "w" },
      { onExit: "t", entrypoint: "t" },
      { entrypoint: "d", priority: 1 },
      baseline,
    );
    expect(joined).toEqual({ onExit: "w", entrypoint: "t", priority: 1 });
  });

  it("takes suspend from the workflow alone", () => {
    expect(joinWorkflowSpec({}, { suspend: true }, undefined, baseline)).toEqual({});
    expect(joinWorkflowSpec({ suspend: true }, {}, undefined, baseline)).toEqual({ suspend: true });
  });

  it("takes an argument from one source; before v3.7 from several", () => {
    const own: WorkflowSpec = { arguments: { parameters: [{ name: "p", value: "1" }] } };
    const referenced: WorkflowSpec = {
      arguments: {
        parameters: [
          { name: "p", valueFrom: { configMapKeyRef: { name: "c", key: "k" } } },
          { name: "q", value: "2" },
        ],
      },
    };
    expect(joinWorkflowSpec(own, referenced, undefined, baseline).arguments?.parameters).toEqual([
      { name: "p", value: "1" },
      { name: "q", value: "2" },
    ]);
    expect(joinWorkflowSpec(own, referenced, undefined, before).arguments?.parameters?.[0]).toEqual({
      name: "p",
      value: "1",
      valueFrom: { configMapKeyRef: { name: "c", key: "k" } },
    });
  });

  it("takes an artifact's store from one source, with inherited fields of the same store", () => {
    const artifacts = (artifact: object) => ({ arguments: { artifacts: [{ name: "a", ...artifact }] } });
    const join = (own: object, referenced: object, release = baseline) =>
      joinWorkflowSpec(artifacts(own), artifacts(referenced), undefined, release).arguments?.artifacts?.[0];
    expect(join({ s3: { key: "k" } }, { s3: { bucket: "b", key: "old" } })).toEqual({
      name: "a",
      s3: { bucket: "b", key: "k" },
    });
    expect(join({ raw: { data: "x" } }, { s3: { key: "k" } })).toEqual({ name: "a", raw: { data: "x" } });
    expect(join({ raw: { data: "x" } }, { s3: { key: "k" } }, before)).toEqual({
      name: "a",
      raw: { data: "x" },
      s3: { key: "k" },
    });
  });
});

describe("withTemplateDefaults", () => {
  const defaults: Template = {
    timeout: "5s",
    container: { image: "default", env: [{ name: "A", value: "1" }] },
    script: { image: "s", source: "" },
    containerSet: { containers: [{ name: "c" }] },
  };

  it("applies what fits the template's kind of work", () => {
    const template = { name: "t", container: { image: "own", env: [{ name: "B", value: "2" }] } };
    expect(withTemplateDefaults(template, defaults, baseline)).toEqual({
      name: "t",
      timeout: "5s",
      container: {
        image: "own",
        env: [
          { name: "B", value: "2" },
          { name: "A", value: "1" },
        ],
      },
    });
    expect(withTemplateDefaults({ steps: [] }, defaults, baseline)).toEqual({ timeout: "5s", steps: [] });
  });

  it("let another kind of work in before it was fixed", () => {
    expect(withTemplateDefaults({ steps: [] }, defaults, before)).toEqual({
      timeout: "5s",
      steps: [],
      containerSet: defaults.containerSet,
    });
    expect(withTemplateDefaults({ http: { url: "u" } }, defaults, before).container).toEqual(defaults.container);
  });

  it("leaves the template alone without defaults", () => {
    const template = { suspend: {} };
    expect(withTemplateDefaults(template, undefined, baseline)).toBe(template);
  });
});

describe("withDefaultMetadata", () => {
  it("adds only labels and annotations that are missing", () => {
    const metadata = { name: "w", labels: { a: "1" } };
    const merged = withDefaultMetadata(metadata, { name: "d", labels: { a: "2", b: "2" }, annotations: { c: "3" } });
    expect(merged).toEqual({ name: "w", labels: { a: "1", b: "2" }, annotations: { c: "3" } });
  });
});
