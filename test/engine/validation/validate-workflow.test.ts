import { describe, expect, it } from "vitest";
import type { Template } from "../../../src/manifest/types.ts";
import { refusal, workflow, workflowTemplate } from "./validate.ts";

/** Refuses or accepts templates that come beside a container template `work`. */
function refusalOf(...templates: string[]): string | undefined {
  return refusal(workflow(templates.join("\n")));
}

const echo =
  "- {name: echo, inputs: {parameters: [{name: m}]}, container: {image: busybox}, outputs: {parameters: [{name: o, valueFrom: {path: /o}}]}}";

describe("a workflow is refused", () => {
  it("when the entrypoint is missing or unknown", () => {
    expect(refusal(workflow("- {name: main, suspend: {}}").replace("  entrypoint: main\n", ""))).toBe(
      "spec.entrypoint is required",
    );
    expect(refusalOf("- {name: other, suspend: {}}")).toBe("template name 'main' undefined");
  });

  it("when its name is too long for a label", () => {
    const name = "a".repeat(64);
    expect(refusal(workflow("- {name: main, suspend: {}}").replace("name: demo", `name: ${name}`))).toBe(
      `workflow name "${name}" must not be more than 63 characters long (currently 64)`,
    );
  });

  it.each([
    ["- {suspend: {}}", "spec.templates[1].name is required"],
    [
      "- {name: a_b, suspend: {}}",
      "spec.templates[1].name: 'a_b' is invalid: name must consist of alpha-numeric characters or '-', and must start with an alpha-numeric character (e.g. My-name1-2, 123-NAME)",
    ],
    ["- {name: work, suspend: {}}", "spec.templates[1].name 'work' is not unique"],
    ["- {name: main}", "template 'main' type is unknown"],
    [
      "- {name: main, suspend: {}, container: {image: a}}",
      "templates.main multiple template types specified. choose one of: container, containerSet, steps, script, resource, dag, suspend, template, template ref",
    ],
    ["- {name: main, container: {name: a}}", "templates.main.container.image may not be empty"],
    ["- {name: main, script: {source: a}}", "templates.main.script.image may not be empty"],
    [
      "- {name: main, parallelism: 1, container: {image: a}}",
      "templates.main.parallelism is only valid for steps and dag templates",
    ],
    [
      "- {name: main, activeDeadlineSeconds: -1, container: {image: a}}",
      "templates.main.activeDeadlineSeconds must be a positive integer > 0 or an argo variable",
    ],
    [
      "- {name: main, activeDeadlineSeconds: soon, container: {image: a}}",
      "templates.main.activeDeadlineSeconds must be a positive integer > 0 or an argo variable",
    ],
    [
      "- {name: main, activeDeadlineSeconds: 1, steps: [[{name: s, template: work}]]}",
      "templates.main.activeDeadlineSeconds is only valid for leaf templates",
    ],
    [
      "- {name: main, timeout: 5s, steps: [[{name: s, template: work}]]}",
      "Steps template doesn't support timeout field",
    ],
    ["- {name: main, timeout: '5', container: {image: a}}", "main has invalid duration format in timeout"],
    [
      "- {name: main, pendingTimeout: 5s, dag: {tasks: [{name: t, template: work}]}}",
      "DAG template doesn't support pendingTimeout field",
    ],
    ["- {name: main, retryStrategy: {retryPolicy: Never}, container: {image: a}}", "Never is not a valid RetryPolicy"],
    [
      "- {name: main, initContainers: [{image: a}], container: {image: a}}",
      "initContainers must all have container name",
    ],
    [
      "- {name: main, sidecars: [{name: wait, image: a}], container: {image: a}}",
      'templates.main.sidecars: "wait" is a reserved Argo container name',
    ],
    [
      "- {name: main, resource: {action: make}}",
      "templates.main.resource.action must be one of: get, create, apply, delete, replace, patch",
    ],
    [
      "- {name: main, resource: {action: create}}",
      "either templates.main.resource.manifest or templates.main.resource.manifestFrom must be specified",
    ],
    [
      "- {name: main, resource: {action: create, manifest: 'a: [1'}}",
      "templates.main.resource.manifest must be a valid yaml",
    ],
    [
      "- {name: main, resource: {action: create, manifestFrom: {artifact: {name: m}}}}",
      "artifact m in `manifestFrom` refer to a non-exist artifact",
    ],
    [
      "- {name: main, podResources: {limits: {gpu: 1}}, container: {image: a}}",
      'templates.main.podResources: "gpu" is not a valid pod-level resource, only cpu, memory and hugepages-* are supported',
    ],
    [
      "- {name: main, resourceClaims: [{name: c}], suspend: {}}",
      "templates.main.resourceClaims is not supported for Suspend templates, which do not create a pod",
    ],
    [
      "- {name: main, container: {image: a, volumeMounts: [{name: x, mountPath: /m}, {name: y, mountPath: /m}]}}",
      "templates.main.container.volumeMounts[1].mountPath '/m' already mounted in container.volumeMounts.x",
    ],
    [
      "- {name: main, metrics: {prometheus: [{name: a-b, help: h}]}, container: {image: a}}",
      "templates.main metric name 'a-b' is invalid. Metric names must contain alphanumeric characters or '_'",
    ],
    [
      "- {name: main, metrics: {prometheus: [{name: a}]}, container: {image: a}}",
      "templates.main metric 'a' must contain a help string under 'help: ' field",
    ],
  ])("for the template %s", (template, error) => {
    expect(refusalOf(template)).toBe(error);
  });

  it.each([
    [
      "parameters: [{name: 'a b'}]",
      "templates.main.inputs.parameters[0].name: 'a b' is invalid: Parameter/Artifact name must consist of alpha-numeric characters, '_' or '-' e.g. my_param_1, MY-PARAM-1",
    ],
    ["parameters: [{name: a}]", "templates.main inputs.parameters.a was not supplied"],
    ["artifacts: [{name: a}]", "error in templates.main.inputs.artifacts.a: Artifact 'a' did not specify a path"],
    [
      "artifacts: [{name: a, path: /safe/../b}]",
      "error in templates.main.inputs.artifacts.a: Artifact 'a' attempted to use a path containing '..'. Directory traversal is not permitted",
    ],
    ["artifacts: [{name: a, path: /a, from: b}]", "templates.main.inputs.artifacts.a.from not valid in inputs"],
    ["artifacts: [{name: a, path: /a, git: {repo: ''}}]", "templates.main.inputs.artifacts.a.git.repo is required"],
    ["artifacts: [{name: a, path: /a}]", "templates.main inputs.artifacts.a was not supplied"],
  ])("for the inputs {%s}", (inputs, error) => {
    expect(refusalOf(`- {name: main, container: {image: a}, inputs: {${inputs}}}`)).toBe(error);
  });

  it.each([
    ["parameters: [{name: a}]", "templates.main.outputs.parameters.a does not have valueFrom or value specified"],
    [
      "parameters: [{name: a, value: b, valueFrom: {path: /a}}]",
      "templates.main.outputs.parameters.a has both valueFrom and value specified, choose one",
    ],
    [
      "parameters: [{name: a, valueFrom: {default: b}}]",
      "valueFrom type unspecified. choose one of: path, jqFilter, jsonPath, parameter, raw, expression",
    ],
    [
      "parameters: [{name: a, valueFrom: {path: b, expression: c}}]",
      "multiple valueFrom types specified. choose one of: path, jqFilter, jsonPath, parameter, raw",
    ],
    [
      "parameters: [{name: a, valueFrom: {expression: b}}]",
      "templates.main.outputs.parameters.a.path must be specified for Container templates",
    ],
    [
      "parameters: [{name: a, globalName: b c, valueFrom: {path: b}}]",
      "templates.main.outputs.parameters.a.globalName: Parameter/Artifact name must consist of alpha-numeric characters, '_' or '-' e.g. my_param_1, MY-PARAM-1",
    ],
    [
      "parameters: [{name: a, valueFrom: {path: '{{inputs.parameters.x}}'}}]",
      "templates.main: failed to resolve {{inputs.parameters.x}}",
    ],
    ["artifacts: [{name: a}, {name: a}]", "templates.main.outputs.artifacts [1].name 'a' is not unique"],
    ["artifacts: [{name: a}]", "error in templates.main.outputs.artifacts.a: Artifact 'a' did not specify a path"],
  ])("for the outputs {%s}", (outputs, error) => {
    expect(refusalOf(`- {name: main, container: {image: a}, outputs: {${outputs}}}`)).toBe(error);
  });

  it.each([
    ["[{template: work}]", "templates.main.steps[0].name is required"],
    ["[{name: s, template: work}, {name: s, template: work}]", "templates.main.steps[0].name 's' is not unique"],
    [
      "[{name: a_b, template: work}]",
      "templates.main.steps[0].name 'a_b' is invalid: name must consist of alpha-numeric characters or '-', and must start with an alpha-numeric character (e.g. My-name1-2, 123-NAME)",
    ],
    ["[{name: s, template: nope}]", "templates.main.steps[0].s template name 'nope' undefined"],
    ["[{name: s}]", "templates.main.steps[0].s failed to get a template"],
    [
      "[{name: s, template: work, templateRef: {name: a, template: b}}]",
      "templates.main.steps[0].s template name cannot be specified with templateRef",
    ],
    ["[{name: s, templateRef: {template: b}}]", "templates.main.steps[0].s resource name is required"],
    ["[{name: s, templateRef: {name: a}}]", "templates.main.steps[0].s template name is required"],
    ["[{name: s, templateRef: {name: a, template: b}}]", "templates.main.steps[0].s template reference a.b not found"],
    [
      "[{name: s, template: work, withItems: [1], withParam: '[1]'}]",
      "templates.main.steps[0].s only one of withItems, withParam, withSequence can be specified",
    ],
    [
      "[{name: s, template: work, withSequence: {count: 1, end: 2}}]",
      "templates.main.steps[0].s only one of count or end can be defined in withSequence",
    ],
    [
      "[{name: s, template: work, hooks: {running: {template: work}}}]",
      "templates.main.steps[0].s.running Expression required",
    ],
    [
      "[{name: s, template: work, when: '{{steps.t.outputs.result}} == a'}]",
      "templates.main.steps failed to resolve {{steps.t.outputs.result}}",
    ],
    [
      "[{name: s, template: work, when: '{{item.a}} == 1', withItems: [{b: 1}]}]",
      "templates.main.steps failed to resolve {{item.a}}",
    ],
    ["[{name: s, template: echo}]", "templates.main.steps[0].s templates.echo inputs.parameters.m was not supplied"],
    [
      "[{name: s, template: echo, arguments: {parameters: [{name: m}]}}]",
      "templates.main.steps[0].s.arguments.m.value or templates.main.steps[0].s.arguments.m.valueFrom is required",
    ],
    [
      "[{name: s, template: echo, arguments: {parameters: [{name: m, value: a, enum: [b]}]}}]",
      "templates.main.steps[0].s.arguments.m.value should be present in templates.main.steps[0].s.arguments.m.enum list",
    ],
    [
      "[{name: s, template: work, arguments: {artifacts: [{name: a}]}}]",
      "templates.main.steps[0].s.arguments.a.from, artifact location, or key is required",
    ],
  ])("for the step group %s", (group, error) => {
    expect(refusalOf(echo, `- {name: main, steps: [${group}]}`)).toBe(error);
  });

  it.each([
    ["[]", "templates.main must have at least one task"],
    ["[{name: a, template: work, dependencies: [b]}]", "templates.main sorting failed: invalid dependency b"],
    ["[{name: a, template: work}, {name: a, template: work}]", "templates.main sorting failed: duplicated nodeName a"],
    [
      "[{name: a, template: work, depends: b}, {name: b, template: work, depends: a}]",
      "templates.main sorting failed: graph with cycle",
    ],
    [
      "[{name: a_b, template: work}]",
      "templates.main.tasks[0].name: 'a_b' is invalid: name must consist of alpha-numeric characters or '-', and must start with an alpha-numeric character (e.g. My-name1-2, 123-NAME)",
    ],
    [
      "[{name: 1a, template: work}, {name: b, template: work, dependencies: [1a], depends: 1a}]",
      "templates.main.tasks.1a name cannot begin with a digit when using either 'depends' or 'dependencies'",
    ],
    [
      "[{name: a, template: work}, {name: b, template: work, dependencies: [a], depends: a}]",
      "templates.main cannot use both 'depends' and 'dependencies' in the same DAG template",
    ],
    [
      "[{name: a, template: work, continueOn: {failed: true}}, {name: b, template: work, depends: a}]",
      "templates.main cannot use 'continueOn' when using 'depends'. Instead use 'dep-task.Failed'/'dep-task.Errored'",
    ],
    [
      "[{name: a, template: work}, {name: b, template: work, depends: a.Good}]",
      "templates.main.tasks.b task result 'Good' for task 'a' is invalid",
    ],
    [
      "[{name: a, template: work}, {name: b, template: work, depends: a.AnySucceeded}]",
      "templates.main.tasks.a dependency 'a' uses an items-based condition such as .AnySucceeded or .AllFailed but does not contain any items",
    ],
    ["[{name: a, template: nope}]", "templates.main.tasks.a template name 'nope' undefined"],
    [
      "[{name: a, template: echo, arguments: {parameters: [{name: m, value: '{{tasks.b.outputs.result}}'}]}}]",
      "templates.main.tasks.a failed to resolve {{tasks.b.outputs.result}}",
    ],
    [
      "[{name: a, template: work}, {name: b, template: echo, arguments: {parameters: [{name: m, value: '{{tasks.a.outputs.result}}'}]}}]",
      "templates.main.tasks.b missing dependency 'a' for parameter 'm'",
    ],
    [
      "[{name: a, template: work}, {name: b, template: work, when: '{{tasks.a.status}} == Failed'}]",
      "templates.main.tasks.b failed to resolve {{tasks.a.status}}",
    ],
  ])("for the tasks %s", (tasks, error) => {
    expect(refusalOf(echo, `- {name: main, dag: {tasks: ${tasks}}}`)).toBe(error);
  });

  it("when a DAG's target is not a task", () => {
    expect(refusalOf("- {name: main, dag: {target: a b, tasks: [{name: a, template: work}]}}")).toBe(
      "templates.main.targets: target 'b' is not defined",
    );
  });

  it.each([
    ["{containers: []}", "templates.main.containerSet.containers must have at least one container"],
    ["{containers: [{image: a}]}", "templates.main.containerSet.containers[0].name is required"],
    [
      "{containers: [{name: wait}]}",
      'templates.main.containerSet.containers: "wait" is a reserved Argo container name',
    ],
    [
      "{containers: [{name: a, dependencies: [b]}]}",
      "templates.main.containerSet.containers.a dependency 'b' not defined",
    ],
    [
      "{containers: [{name: a, dependencies: [b]}, {name: b, dependencies: [a]}]}",
      "templates.main.containerSet.containers dependency cycle detected: b->a->b",
    ],
    [
      "{volumeMounts: [{name: x, mountPath: /m}, {name: y, mountPath: /m}], containers: [{name: a}]}",
      "templates.main.containerSet.volumeMounts[1].mountPath '/m' already mounted in volumeMounts.x",
    ],
  ])("for the container set %s", (containerSet, error) => {
    expect(refusalOf(`- {name: main, containerSet: ${containerSet}}`)).toBe(error);
  });

  it.each([
    ["arguments: {parameters: [{name: a}]}", "spec.arguments.a.value or spec.arguments.a.valueFrom is required"],
    [
      "arguments: {parameters: [{name: a, valueFrom: {path: b}}]}",
      "spec.arguments.a.valueFrom only allows: default, configMapKeyRef and supplied",
    ],
    ["podGC: {strategy: Sometimes}", "podGC.strategy unknown strategy 'Sometimes'"],
    [
      "podGC: {labelSelector: {matchExpressions: [{key: a, operator: Is}]}}",
      'podGC.labelSelector invalid: "Is" is not a valid label selector operator',
    ],
    ["hooks: {running: {template: work}}", "hooks.running Expression required"],
    ["onExit: nope", "template name 'nope' undefined"],
    ["podResources: {claims: [{name: c}]}", "spec.podResources.claims is not supported for pod-level resources"],
    ["executorPlugins: [{spec: {}}]", "spec.executorPlugins: executor plugin metadata name is mandatory"],
    [
      "workflowTemplateRef: {name: shared}",
      "Templates is invalid field in spec if workflow referred WorkflowTemplate reference",
    ],
  ])("for the spec %s", (spec, error) => {
    expect(refusal(workflow("- {name: main, container: {image: a}}", spec))).toBe(error);
  });

  it("for an unused template, with its name before the problem", () => {
    expect(refusalOf("- {name: main, suspend: {}}", "- {name: unused, steps: [[{name: s, template: nope}]]}")).toBe(
      "templates.unused templates.unused.steps[0].s template name 'nope' undefined",
    );
  });

  it("for a tag that is not closed, or closed by what follows in the JSON text of its template, step or task", () => {
    expect(refusalOf("- {name: main, container: {image: '{{workflow.name', args: ['<a>']}}")).toBe(
      'templates.main: failed to resolve {{workflow.name","args":["\\u003ca\\u003e"],"resources":{}}',
    );
    const call = (name: string) => `{name: a, template: work, arguments: {parameters: [{name: m, value: '${name}'}]}}`;
    expect(refusalOf(`- {name: main, steps: [[${call("{{workflow.name")}]]}`)).toBe(
      'templates.main.steps failed to resolve {{workflow.name"}]}}',
    );
    expect(refusalOf(`- {name: main, dag: {target: '{{nope', tasks: [${call("x")}]}}`)).toBe(
      'templates.main.targets Cannot find end tag="}}" in the template="{{nope" starting from "nope"',
    );
    const task = call("{{nope").replace("}]}}", "}]}, onExit: work}");
    expect(refusalOf(`- {name: main, dag: {tasks: [${task}]}}`)).toBe(
      String.raw`templates.main.tasks.a Cannot find end tag="}}" in the template="{\"name\":\"a\",\"template\":\"work\",\"arguments\":{\"parameters\":[{\"name\":\"m\",\"value\":\"{{nope\"}]},\"onExit\":\"work\"}" starting from "nope\"}]},\"onExit\":\"work\"}"`,
    );
  });

  it("for the first of several unknown tags, in the order of Go's structs and of the keys of maps", () => {
    const tags = "script: {source: '{{workflow.b}}', image: '{{workflow.a}}'}";
    expect(refusalOf(`- {name: main, ${tags}}`)).toBe("templates.main: failed to resolve {{workflow.a}}");
    const labels = "metadata: {labels: {z: '{{workflow.z}}', y: '{{workflow.y}}'}}";
    expect(refusalOf(`- {name: main, ${tags}, ${labels}}`)).toBe("templates.main: failed to resolve {{workflow.y}}");
  });
});

describe("a workflow is accepted", () => {
  it("when a tag that is not closed has no root of Argo's, and something closes it", () => {
    expect(refusalOf("- {name: main, container: {image: '{{nope'}}")).toBeUndefined();
  });

  it("when its references are known", () => {
    const error = refusal(
      workflow(
        `${echo}
- name: main
  inputs: {parameters: [{name: p, default: "1"}]}
  steps:
  - - {name: a, template: echo, arguments: {parameters: [{name: m, value: "{{inputs.parameters.p}} {{workflow.parameters.x}} {{workflow.labels.team}}"}]}, withItems: [1, 2]}
  - - name: b
      template: echo
      when: "{{steps.a.status}} == Succeeded && {{= anything.at.all }} == 1"
      arguments: {parameters: [{name: m, value: "{{steps.a.outputs.parameters}} {{item.x}} {{custom.tag}} {{node.name}}"}]}
      withParam: "{{steps.a.outputs.parameters}}"
- name: exit
  container: {image: a, args: ["{{workflow.failures}} {{workflow.status}} {{pod.name}} {{workflow.creationTimestamp.Y}}"]}`,
        "onExit: exit\narguments: {parameters: [{name: x, value: 1}]}\nworkflowMetadata: {labels: {team: a}}",
      ),
    );
    expect(error).toBeUndefined();
  });

  it("when a called template's inputs are checked only with what it is called with first", () => {
    expect(
      refusalOf(
        "- {name: main, inputs: {parameters: [{name: t, default: work}]}, steps: [[{name: s, template: '{{inputs.parameters.t}}'}]]}",
      ),
    ).toBeUndefined();
  });

  it("when an input is filled by a ConfigMap", () => {
    expect(
      refusalOf(
        "- {name: main, inputs: {parameters: [{name: c, valueFrom: {configMapKeyRef: {name: n, key: k}}}]}, container: {image: '{{inputs.parameters.c}}'}}",
      ),
    ).toBeUndefined();
  });
});

describe("templates of other objects", () => {
  it("are validated where they stand, and stored", () => {
    const stored = new Map<string, Template>();
    const text =
      workflow("- {name: main, steps: [[{name: s, templateRef: {name: shared, template: outer}}]]}") +
      workflowTemplate(
        "- {name: outer, steps: [[{name: i, template: inner}]]}\n- {name: inner, container: {image: a}}",
      );
    expect(refusal(text, { stored })).toBeUndefined();
    expect([...stored.keys()]).toEqual(["namespaced/shared/outer", "namespaced/shared/inner"]);
  });

  it("make up the whole workflow", () => {
    const reference = (name: string) =>
      `apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nmetadata: {name: demo}\nspec: {workflowTemplateRef: {name: ${name}}}\n`;
    const shared = workflowTemplate(
      "- {name: main, inputs: {parameters: [{name: x}]}, container: {image: a}}",
      "entrypoint: main\narguments: {parameters: [{name: x}]}",
    );
    expect(refusal(reference("shared") + shared)).toBe(
      "spec.arguments.x.value or spec.arguments.x.valueFrom is required",
    );
    expect(refusal(reference("missing") + shared)).toBe('workflowtemplates.argoproj.io "missing" not found');
  });
});
