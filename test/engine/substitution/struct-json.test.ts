import { describe, expect, it } from "vitest";
import { readStructJson, structJson as structJsonOn } from "../../../src/engine/substitution/struct-json.ts";
import { artifact } from "../../../src/manifest/schema/artifact.ts";
import { memoize, metrics, synchronization } from "../../../src/manifest/schema/behaviour.ts";
import { type FieldType, list, string } from "../../../src/manifest/schema/field-type.ts";
import { container } from "../../../src/manifest/schema/kubernetes.ts";
import { step, task, template } from "../../../src/manifest/schema/template.ts";
import { volumeClaimTemplates, volumes } from "../../../src/manifest/schema/volume.ts";
import { workflowSpec } from "../../../src/manifest/schema/workflow.ts";
import { contextWith } from "../variables/context.ts";

function structJson(type: FieldType, value: unknown, ...differences: readonly string[]): string {
  return structJsonOn(type, value, contextWith(...differences).release);
}

describe("structJson", () => {
  it("writes fields in the order of the struct, and those that are always there", () => {
    const given = {
      container: { args: ["a"], image: "i" },
      name: "t",
      outputs: { artifacts: [{ path: "/p", name: "o" }] },
    };
    expect(structJson(template, given)).toBe(
      '{"name":"t","inputs":{},"outputs":{"artifacts":[{"name":"o","path":"/p"}]},"metadata":{},' +
        '"container":{"name":"","image":"i","args":["a"],"resources":{}}}',
    );
    expect(structJson(step, { name: "a", when: "x", template: "t" })).toBe(
      '{"name":"a","template":"t","arguments":{},"when":"x"}',
    );
    expect(
      structJson(task, { hooks: {}, depends: "b", name: "a", template: "t", withParam: "p", dependencies: [] }),
    ).toBe('{"name":"a","template":"t","arguments":{},"withParam":"p","depends":"b"}');
    expect(structJson(workflowSpec, { onExit: "e", entrypoint: "m" })).toBe(
      '{"entrypoint":"m","arguments":{},"onExit":"e"}',
    );
  });

  it("writes null for a pointer that is always there", () => {
    expect(structJson(memoize, { key: "k" })).toBe('{"key":"k","cache":null,"maxAge":""}');
    const counter = { name: "m", help: "h", gauge: { value: "1" } };
    expect(structJson(metrics, { prometheus: [counter] })).toBe(
      '{"prometheus":[{"name":"m","help":"h","gauge":{"value":"1","realtime":null}}]}',
    );
  });

  it("writes what only some releases have", () => {
    const cache = (key: object) => ({ key: "k", maxAge: "1h", cache: { configMap: { name: "c", ...key } } });
    const given = cache({});
    expect(structJson(memoize, cache({ key: "x" }))).toBe(
      '{"key":"k","cache":{"configMap":{"name":"c"}},"maxAge":"1h"}',
    );
    expect(structJson(memoize, given, "memoization-cache-has-a-key")).toBe(
      '{"key":"k","cache":{"configMap":{"name":"c","key":""}},"maxAge":"1h"}',
    );
    const locks = { mutex: { name: "a" }, mutexes: [{ name: "b" }] };
    expect(structJson(synchronization, locks)).toBe('{"mutexes":[{"name":"b"}]}');
    const old = ["synchronization-takes-one-lock", "synchronization-accepts-singular-fields"];
    expect(structJson(synchronization, locks, ...old)).toBe('{"mutex":{"name":"a"}}');
    expect(structJson(volumeClaimTemplates, [{}], "creation-timestamp-always-in-json")).toBe(
      '[{"metadata":{"creationTimestamp":null},"spec":{"resources":{}},"status":{}}]',
    );
  });

  it("leaves out zero values, but not what a pointer points to", () => {
    expect(structJson(artifact, { name: "a", optional: false, archiveLogs: false, mode: 0, path: "" })).toBe(
      '{"name":"a","mode":0,"archiveLogs":false}',
    );
    expect(structJson(container, { command: [], env: [{ name: "A", value: "" }], stdin: false })).toBe(
      '{"name":"","env":[{"name":"A"}],"resources":{}}',
    );
    expect(structJson(template, { suspend: {}, nodeSelector: {} })).toBe(
      '{"inputs":{},"outputs":{},"metadata":{},"suspend":{}}',
    );
  });

  it("sorts maps by the bytes of their keys, and what is no struct at all", () => {
    const labels = { b: "2", "\u{1F600}": "4", "\uFF5E": "3", a: "1" };
    expect(structJson(template, { metadata: { labels } })).toContain(
      '{"labels":{"a":"1","b":"2","\uFF5E":"3","\u{1F600}":"4"}}',
    );
    const items = [{ b: { d: 1, c: "<" }, a: null }, "x", 1.5];
    expect(structJson(step, { name: "s", withItems: items })).toContain(
      '"withItems":[{"a":null,"b":{"c":"\\u003c","d":1}},"x",1.5]',
    );
  });

  it("escapes as Go does", () => {
    expect(structJson(string, '<a> & "b"\n\u2028')).toBe('"\\u003ca\\u003e \\u0026 \\"b\\"\\n\\u2028"');
  });

  it("knows the order of what Kubernetes' structs hold", () => {
    const resources = { requests: { memory: "1Gi", cpu: 1 }, limits: { cpu: "2" }, another: "a" };
    const given = {
      securityContext: { runAsUser: 0, capabilities: { drop: ["ALL"] } },
      ports: [{ protocol: "TCP", containerPort: 80, name: "http" }],
      livenessProbe: { periodSeconds: 3, httpGet: { port: "http", path: "/" } },
      resources,
    };
    expect(structJson(container, given)).toBe(
      '{"name":"","ports":[{"name":"http","containerPort":80,"protocol":"TCP"}],' +
        '"resources":{"limits":{"cpu":"2"},"requests":{"cpu":"1","memory":"1Gi"},"another":"a"},' +
        '"livenessProbe":{"httpGet":{"path":"/","port":"http"},"periodSeconds":3},' +
        '"securityContext":{"capabilities":{"drop":["ALL"]},"runAsUser":0}}',
    );
    expect(
      structJson(volumes, [
        { emptyDir: {}, name: "a" },
        { name: "b", configMap: { items: [], name: "c" } },
      ]),
    ).toBe('[{"name":"a","emptyDir":{}},{"name":"b","configMap":{"name":"c"}}]');
    expect(
      structJson(volumeClaimTemplates, [{ metadata: { name: "c" }, spec: { accessModes: ["ReadWriteOnce"] } }]),
    ).toBe('[{"metadata":{"name":"c"},"spec":{"accessModes":["ReadWriteOnce"],"resources":{}},"status":{}}]');
  });

  it("writes what has another shape than its struct as it stands", () => {
    expect(structJson(container, { ports: { b: 1, a: 2 }, livenessProbe: ["x"] })).toBe(
      '{"name":"","ports":{"a":2,"b":1},"resources":{},"livenessProbe":["x"]}',
    );
    expect(structJson(list(string), [])).toBe("[]");
  });
});

describe("readStructJson", () => {
  it("gives back what was written, as a manifest has it", () => {
    const given = { name: "t", inputs: { parameters: [{ name: "p", value: "" }] }, container: { image: "i" } };
    expect(readStructJson(template, structJson(template, given))).toEqual({
      ...given,
      outputs: {},
      metadata: {},
      container: { image: "i", resources: {} },
    });
  });
});
