import { describe, expect, it } from "vitest";
import { play } from "../play.ts";

const spec = (template: string, rest = "") => `
entrypoint: work
${rest}
templates:
- name: work
  container: {image: busybox, command: [run], volumeMounts: [{name: data, mountPath: /data}]}
  ${template}`;

const data = "volumes: [{name: data, emptyDir: {}}]";

describe("a pod is refused", () => {
  it("with a volume that nothing gives", () => {
    expect(play(spec("")).phases.demo).toBe("Error volume 'data' not found in workflow spec");
  });

  it("with an artifact plugin that the controller does not know", () => {
    const template = "outputs: {artifacts: [{name: a, path: /a, plugin: {name: store, configuration: x, key: k}}]}";
    expect(play(spec(template, data)).phases.demo).toBe("Error artifact driver store not found");
    expect(play(spec(template, data), "controller: {artifactDrivers: [{name: store}]}").phases.demo).toBe("Succeeded");
    expect(play(spec(template, data), "", "v3.7.18").phases.demo).toBe("Succeeded");
  });

  it.for(["'{\"containers\": }'", "'[a]'", "'a: ['"])("with the patch %s", (patch) => {
    expect(play(spec(`podSpecPatch: ${patch}`, data)).phases.demo).toBe("Error Error applying PodSpecPatch");
  });
});

it.for(["volumes", "template"])("takes the volumes of the %s", (place) => {
  expect(play(place === "volumes" ? spec("", data) : spec(data)).phases.demo).toBe("Succeeded");
});

it("takes a patch whose variables make it a pod spec", () => {
  const patch = `podSpecPatch: '{"containers": [{"name": "main", "image": "{{workflow.name}}"}]}'`;
  expect(play(spec(patch, data)).phases.demo).toBe("Succeeded");
});

it("reports an ill-formed patch as one that cannot be merged in the first releases of v3.5", () => {
  expect(play(spec("podSpecPatch: '{'", data), "", "v3.5.7").phases.demo).toBe(
    "Error Failed to merge the workflow PodSpecPatch with the template PodSpecPatch due to invalid format",
  );
});
