import { describe, expect, it } from "vitest";
import { formatDiagnostic } from "../../src/manifest/diagnostic.ts";
import { loadManifests } from "../../src/manifest/load-manifests.ts";
import type { Workflow } from "../../src/manifest/types.ts";

const header = "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nmetadata: {name: demo}\n";

function load(text: string, path = "wf.yaml") {
  return loadManifests([{ path, text }]);
}

/** Each diagnostic as `severity code line:column message`. */
function told(text: string): string[] {
  return load(text).diagnostics.map(
    ({ severity, code, source, message }) => `${severity} ${code} ${source.line}:${source.column} ${message}`,
  );
}

function loadWorkflow(text: string): Workflow {
  const { objects, diagnostics } = load(text);
  expect(diagnostics).toEqual([]);
  const [object] = objects;
  if (object?.kind !== "Workflow") throw new Error("no workflow was loaded");
  return object.value;
}

describe("loadManifests", () => {
  it("reads several documents, fills in name and namespace, and keeps the order", () => {
    const { objects, diagnostics } = load(
      "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nmetadata: {generateName: hello-}\nspec: {entrypoint: main}\n" +
        "---\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: limits, namespace: other}\ndata: {key: '3'}\n" +
        "---\napiVersion: argoproj.io/v1alpha1\nkind: ClusterWorkflowTemplate\nmetadata: {name: shared}\n",
    );
    expect(diagnostics).toEqual([]);
    expect(objects.map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`)).toEqual([
      "Workflow default/hello",
      "ConfigMap other/limits",
      "ClusterWorkflowTemplate /shared",
    ]);
    expect(objects[0]?.value.metadata).toEqual({ name: "hello", generateName: "hello-", namespace: "default" });
  });

  it("takes an object without a name only where that is accepted", () => {
    const source = {
      path: "wf.yaml",
      text: "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nmetadata: {labels: {}}\n",
    };
    expect(loadManifests([source]).diagnostics.map(({ code }) => code)).toEqual(["missing-name"]);
    const { objects, diagnostics } = loadManifests([source], { acceptsNameless: true });
    expect(diagnostics).toEqual([]);
    expect(objects.map(({ name, namespace }) => [name, namespace])).toEqual([["", "default"]]);
  });

  it("unpacks lists and reads JSON", () => {
    const item = { apiVersion: "argoproj.io/v1alpha1", kind: "Workflow", metadata: { name: "a" }, spec: {} };
    const { objects, diagnostics } = load(
      JSON.stringify({ apiVersion: "v1", kind: "List", items: [item] }, null, "\t"),
    );
    expect(diagnostics).toEqual([]);
    expect(objects.map(({ name }) => name)).toEqual(["a"]);
    expect(objects[0]?.position(["metadata", "name"])).toEqual({ file: "wf.yaml", line: 9, column: 5 });
  });

  it("makes parameter values strings as Go does, and drops what Go takes for absent", () => {
    const { spec } = loadWorkflow(
      `${header}spec:
  onExit: ""
  parallelism: null
  arguments:
    parameters:
    - {name: a, value: 0o17}
    - {name: b, value: 1e3}
    - {name: c, value: yes}
    - {name: d, value: 1_000}
    - {name: e, value: 2001-12-14}
    - {name: f, value: 12:30}
    - {name: g, value: 1e-7}
    - {name: h, value: ""}
    - {name: i, value: 1e23, enum: [1, "x", true]}
    - {value: 1.50}
`,
    );
    expect(spec.arguments?.parameters).toEqual([
      { name: "a", value: "15" },
      { name: "b", value: "1000" },
      { name: "c", value: "true" },
      { name: "d", value: "1000" },
      { name: "e", value: "2001-12-14" },
      { name: "f", value: "12:30" },
      { name: "g", value: "0.0000001" },
      { name: "h", value: "" },
      { name: "i", value: "100000000000000000000000", enum: ["1", "x", "true"] },
      { name: "", value: "1.5" },
    ]);
    expect(Object.keys(spec)).toEqual(["arguments"]);
  });

  it("follows anchors and merge keys, also when it looks for a position", () => {
    const text = `${header}spec:
  templates:
  - &base
    name: a
    container: {image: busybox}
  - <<: *base
    name: b
    parallelism: 2
`;
    const { objects } = load(text);
    const workflow = objects[0]?.value as Workflow;
    expect(workflow.spec.templates?.[1]).toEqual({ name: "b", container: { image: "busybox" }, parallelism: 2 });
    expect(objects[0]?.position(["spec", "templates", 1, "container", "image"]).line).toBe(8);
    expect(objects[0]?.position(["spec", "templates", 1, "dag", "tasks"]).line).toBe(9);
  });

  it("keeps items as JSON values and steps as lists of lists", () => {
    const { spec } = loadWorkflow(
      `${header}spec:\n  templates:\n  - name: main\n    steps:\n    - - {name: s, template: t, withItems: [1, x, {a: null}, [2]]}\n`,
    );
    expect(spec.templates?.[0]?.steps).toEqual([[{ name: "s", template: "t", withItems: [1, "x", { a: null }, [2]] }]]);
  });
});

describe("loadManifests tells", () => {
  it("unknown fields with the nearest known name: in a step an error, elsewhere a warning", () => {
    const text = `${header}spec:
  entryPoint: main
  templates:
  - name: main
    steps:
    - - {name: s, template: t, withItem: [1]}
`;
    expect(told(text)).toEqual([
      'warning unknown-field 5:3 spec (a WorkflowSpec) has no field "entryPoint"; Argo ignores it',
      'error unknown-field 9:32 spec.templates[0].steps[0][0] (a WorkflowStep) has no field "withItem"; Argo refuses the manifest',
    ]);
    expect(load(text).diagnostics.map(({ hint }) => hint)).toEqual([
      'Did you mean "entrypoint"?',
      'Did you mean "withItems"?',
    ]);
    expect(load(text).objects).toEqual([]);
  });

  it("wrong types", () => {
    expect(
      told(`${header}spec:
  entrypoint: [main]
  parallelism: two
  suspend: "true"
  templates:
    name: main
  activeDeadlineSeconds: 1.5
  arguments: {parameters: [{name: p, value: [1]}]}
`),
    ).toEqual([
      "error wrong-type 9:5 spec.templates must be a list, but is a map",
      "error wrong-type 5:15 spec.entrypoint must be a string, but is a list",
      "error wrong-type 11:45 spec.arguments.parameters[0].value must be a string, number or boolean, but is a list",
      'error wrong-type 6:16 spec.parallelism must be an integer, but is the string "two"',
      'error wrong-type 7:12 spec.suspend must be true or false, but is the string "true"',
      "error wrong-type 10:26 spec.activeDeadlineSeconds must be an integer, but is the number 1.5",
    ]);
  });

  it("a boolean for a string: argo makes it text in a task, but refuses it in a step", () => {
    const { objects, diagnostics } = load(
      `${header}spec:\n  templates:\n  - name: main\n    dag: {tasks: [{name: y, template: t}]}\n`,
    );
    expect(diagnostics.map(({ severity, code }) => `${severity} ${code}`)).toEqual(["warning wrong-type"]);
    const workflow = objects[0]?.value as Workflow;
    expect(workflow.spec.templates?.[0]?.dag?.tasks[0]?.name).toBe("true");
    expect(told(`${header}spec:\n  templates:\n  - name: main\n    steps: [[{name: y, template: t}]]\n`)).toEqual([
      "error wrong-type 7:21 spec.templates[0].steps[0][0].name must be a string, but is the boolean true",
    ]);
  });

  it.each([
    ["", "error empty-file 1:1 this file holds no document"],
    ["# only a comment\n---\n", "error empty-file 1:1 this file holds no document"],
    ["PNG\0\0", "error binary-file 1:1 this is a binary file, not YAML or JSON"],
    ["- a\n- b\n", "error not-an-object 1:1 this document is not a Kubernetes object"],
    ["apiVersion: v1\n", "error missing-kind 1:1 this object has no kind"],
    ["kind: Workflow\n", "error missing-api-version 1:1 this Workflow has no apiVersion"],
    ["apiVersion: v1\nkind: Workflow\n", "error unknown-kind 2:1 there is no Workflow in v1"],
    ["apiVersion: argoproj.io/v1alpha1\nkind: Workfow\n", 'error unknown-kind 2:1 unknown kind "Workfow"'],
    ["apiVersion: argoproj.io/v1alpha1\nkind: Banana\n", 'error unknown-kind 2:1 unknown kind "Banana"'],
    [
      "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\n",
      "warning ignored-kind 2:1 Secret (v1) has no part in the simulation and is ignored",
    ],
    ["apiVersion: v1\nkind: ConfigMap\n", "error missing-name 1:1 this ConfigMap has no metadata.name"],
    [
      "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, name: b}\n",
      'warning duplicate-key 3:21 key "name" is set twice in this map; the last one counts',
    ],
    ["a: [1\n", "error syntax 2:1 Flow sequence in block collection must be sufficiently indented and end with a ]"],
    ["a: .nan\n", "error syntax 1:4 .nan cannot be written as JSON, which Kubernetes stores"],
    ["a: &a [*a, *a]\n", "error syntax 1:8 anchor 'a' value contains itself"],
    ["a: &a [{<<: *a}, {<<: *a}]\n", "error syntax 1:13 map merge requires map or sequence of maps as the value"],
    ["a: &a {<<: *a}\n", "error syntax 1:12 anchor 'a' value contains itself"],
    ["a: *b\nb: &b 1\n", "error syntax 1:4 unknown anchor 'b' referenced"],
  ])("%j", (text, first) => {
    expect(told(text)[0]).toBe(first);
  });

  it("a document that is nested too deeply to be read", () => {
    const message = "this document is nested too deeply: lists and maps lie more than 250 deep in each other";
    for (const text of ["[".repeat(20_000), `{"a":${"[".repeat(251)}${"]".repeat(251)}}`, "- ".repeat(20_000)]) {
      expect(load(text).diagnostics.map((one) => one.message)).toEqual([message]);
    }
    expect(told(`${"[".repeat(251)}`)).toEqual([`error syntax 1:251 ${message}`]);
    expect(told(`${"[".repeat(250)}${"]".repeat(250)}`)).toEqual([
      "error not-an-object 1:1 this document is not a Kubernetes object",
    ]);
  });

  it("what is wrong with an anchor once, however often it is used", () => {
    const uses = "- *a\n".repeat(1000);
    expect(told(`a: &a {b: *b, c: .nan}\nd:\n${uses}`)).toEqual([
      "error syntax 1:11 unknown anchor 'b' referenced",
      "error syntax 1:18 .nan cannot be written as JSON, which Kubernetes stores",
    ]);
  });

  it("aliases that stand for more than a manifest can hold", () => {
    const lists = Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i}, `.repeat(9)}]`);
    const texts = `a0: &a0 ${"x".repeat(100_000)}\na: [${"*a0, ".repeat(60)}]`;
    expect(told(`a0: &a0 1\n${lists.join("\n")}`)).toEqual([expect.stringContaining("excessive use of aliases")]);
    expect(told(texts)).toEqual([expect.stringContaining("excessive use of aliases")]);
  });

  it("a text that takes too much memory to be read as YAML", () => {
    const text = `a: [${"1,".repeat(510_000)}`;
    expect(told(text)).toEqual([expect.stringContaining("this file holds too much to be read as YAML")]);
  });

  it("an object that is defined twice, with the first place", () => {
    const text = `${header}---\n${header}`;
    expect(told(text)).toEqual(['error duplicate-object 7:12 Workflow "demo" is defined twice, first at wf.yaml:3:12']);
  });
});

describe("formatDiagnostic", () => {
  it("shows place, message, hint and the line with a caret", () => {
    const text = `${header}spec:\n  entryPoint: main\n`;
    const [diagnostic] = load(text).diagnostics;
    if (diagnostic === undefined) throw new Error("nothing was told");
    expect(formatDiagnostic(diagnostic, text)).toBe(
      'wf.yaml:5:3: warning: spec (a WorkflowSpec) has no field "entryPoint"; Argo ignores it\n' +
        '  Did you mean "entrypoint"?\n\n      entryPoint: main\n      ^^^^^^^^^^\n',
    );
  });

  it("shows only the part around the place of a very long line", () => {
    const text = `${" ".repeat(300)}{"a": 1}`;
    const source = { file: "f", line: 1, column: 302 };
    const shown = formatDiagnostic({ severity: "error", code: "syntax", message: "m", source }, text);
    const [, , line, caret] = shown.split("\n");
    expect(line?.[caret?.indexOf("^") ?? -1]).toBe('"');
  });
});
