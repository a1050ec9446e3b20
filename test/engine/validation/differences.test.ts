import { describe, expect, it } from "vitest";
import { validationDifferences } from "../../../src/releases/differences/validation.ts";
import { refusal, workflow, workflowTemplate } from "./validate.ts";

/** For each difference a workflow, and what is said of it by releases with the difference and by the others. */
const cases: {
  readonly [Id in (typeof validationDifferences)[number]["id"]]: readonly [
    text: string,
    before: string | undefined,
    after: string | undefined,
  ];
} = {
  "timeout-messages-with-full-stop": [
    workflow("- {name: main, timeout: 5s, steps: [[{name: s, template: work}]]}"),
    "Steps template doesn't support timeout field.",
    "Steps template doesn't support timeout field",
  ],
  "validation-messages-with-full-stop": [
    workflow("- {name: main, steps: [[{name: s, template: work, templateRef: {name: a, template: b}}]]}"),
    "templates.main.steps[0].s template name cannot be specified with templateRef.",
    "templates.main.steps[0].s template name cannot be specified with templateRef",
  ],
  "templates-of-same-name-validated-once": [
    workflow(
      "- {name: main, steps: [[{name: a, template: work}, {name: b, templateRef: {name: shared, template: work}}]]}",
    ) + workflowTemplate("- {name: work, container: {name: c}}"),
    undefined,
    "templates.main.steps[0].b templates.work.container.image may not be empty",
  ],
  "dynamic-template-refs-refused": [
    workflow("- {name: main, steps: [[{name: a, templateRef: {name: '{{workflow.nope}}', template: work}}]]}"),
    "templates.main.steps[0].a template reference {{workflow.nope}}.work not found",
    "templates.main.steps failed to resolve {{workflow.nope}}",
  ],
  "dynamic-template-ref-templates-refused": [
    workflow("- {name: main, steps: [[{name: a, templateRef: {name: shared, template: '{{workflow.uid}}'}}]]}") +
      workflowTemplate("- {name: work, suspend: {}}"),
    "templates.main.steps[0].a template reference shared.__argo__internal__placeholder-4 not found",
    undefined,
  ],
  "tagged-global-artifacts-unknown-to-exit-handlers": [
    workflow(
      "- {name: main, container: {image: a}, inputs: {parameters: [{name: g, default: x}]}, outputs: {artifacts: [{name: o, path: /o, globalName: '{{inputs.parameters.g}}'}]}}\n" +
        "- {name: bye, container: {image: '{{workflow.outputs.artifacts.x}}'}}",
      "onExit: bye",
    ),
    "templates.bye: failed to resolve {{workflow.outputs.artifacts.x}}",
    undefined,
  ],
  "labels-of-workflow-defaults-unknown": [
    workflow("- {name: main, container: {image: '{{workflow.labels.team}}'}}"),
    "templates.main: failed to resolve {{workflow.labels.team}}",
    undefined,
  ],
  "short-placeholders": [
    workflow("- {name: main, steps: [[{name: a, template: '{{workflow.uid}}'}]]}"),
    "templates.main.steps[0].a template name 'placeholder-4' undefined",
    "templates.main.steps[0].a template name '__argo__internal__placeholder-4' undefined",
  ],
  "tags-in-step-names-refused": [
    workflow("- {name: main, steps: [[{name: 'a-{{workflow.uid}}', template: work}]]}"),
    "templates.main.steps[0].name 'a-__argo__internal__placeholder-4' is invalid: name must consist of alpha-numeric characters or '-', and must start with an alpha-numeric character (e.g. My-name1-2, 123-NAME)",
    undefined,
  ],
  "template-refs-to-placeholder-unchecked": [
    workflow("- {name: main, steps: [[{name: a, templateRef: {name: shared, template: my-placeholder}}]]}") +
      workflowTemplate("- {name: work, suspend: {}}"),
    undefined,
    "templates.main.steps[0].a template reference shared.my-placeholder not found",
  ],
  "metric-names-with-colon": [
    workflow("- {name: main, metrics: {prometheus: [{name: 'a:b', help: h}]}, container: {image: a}}"),
    undefined,
    "templates.main metric name 'a:b' is invalid. Metric names must contain alphanumeric characters or '_'",
  ],
  "pod-resources-unknown": [
    workflow("- {name: main, podResources: {limits: {gpu: 1}}, container: {image: a}}"),
    undefined,
    'templates.main.podResources: "gpu" is not a valid pod-level resource, only cpu, memory and hugepages-* are supported',
  ],
  "resource-claims-unknown": [
    workflow("- {name: main, resourceClaims: [{name: c}], suspend: {}}"),
    undefined,
    "templates.main.resourceClaims is not supported for Suspend templates, which do not create a pod",
  ],
  "pending-timeout-unknown": [
    workflow("- {name: main, pendingTimeout: 5s, suspend: {}}"),
    undefined,
    "Suspend template doesn't support pendingTimeout field",
  ],
  "workflow-executor-plugins-unknown": [
    workflow("- {name: main, suspend: {}}", "executorPlugins: [{}]"),
    undefined,
    "spec.executorPlugins: executor plugin metadata name is mandatory",
  ],
  "reserved-container-names-accepted": [
    workflow("- {name: main, sidecars: [{name: supervisor}], container: {image: a}}"),
    undefined,
    'templates.main.sidecars: "supervisor" is a reserved Argo container name',
  ],
};

describe("differences of validation between releases", () => {
  it.each(validationDifferences.map(({ id }) => id))("%s", (id) => {
    const [text, before, after] = cases[id];
    const workflowDefaults = { workflowMetadata: { labels: { team: "a" } } };
    expect(refusal(text, { workflowDefaults, differences: [id] })).toBe(before);
    expect(refusal(text, { workflowDefaults })).toBe(after);
  });
});
