import { describe, expect, it } from "vitest";
import { play } from "../../play.ts";
import { container, pod, single } from "./render.ts";

const busybox = "container: {image: busybox, command: [run], env: [{name: A, value: a}, {name: B, value: b}]}";

function patched(patch: object, more = "", options = {}) {
  return pod(single(`${busybox}\n${more}\npodSpecPatch: '${JSON.stringify(patch)}'`), options);
}

const names = (list: unknown) => (list as readonly { readonly name: string }[]).map(({ name }) => name);

describe("a podSpecPatch", () => {
  it("puts new containers first, and weaves the others in by their old places", () => {
    const { spec } = patched({ containers: [{ name: "new", image: "nginx" }] });
    expect(names(spec.containers)).toEqual(["new", "wait", "main"]);
    const both = patched({ containers: [{ name: "main" }, { name: "wait" }] });
    expect(names(both.spec.containers)).toEqual(["main", "wait"]);
  });

  it("starts the containers that it adds through the executor", () => {
    const view = patched({ containers: [{ name: "new", image: "nginx" }] });
    expect(container(view, "new").command).toEqual(["ENTRYPOINT of nginx"]);
  });

  it("merges lists by their keys, and takes others whole", () => {
    const view = patched({ containers: [{ name: "main", args: ["y"], env: [{ name: "B", value: "patched" }] }] });
    expect(container(view)).toMatchObject({
      args: ["y"],
      env: [
        { name: "A", value: "a" },
        { name: "B", value: "patched" },
      ],
    });
  });

  it("follows its instructions", () => {
    const view = patched({
      containers: [{ name: "main", env: [{ name: "A", $patch: "delete" }] }],
      "$setElementOrder/containers": [{ name: "main" }],
    });
    expect(container(view).env).toEqual([{ name: "B", value: "b" }]);
    const whole = patched({
      containers: [
        { name: "main", $patch: "replace" },
        { name: "main", image: "nginx" },
      ],
    });
    expect(names(whole.spec.containers)).toEqual(["main"]);
    const gone = patched({ nodeSelector: { a: null } }, "nodeSelector: {a: x, b: z}");
    expect(gone.spec.nodeSelector).toEqual({ b: "z" });
  });

  it.for([
    ["an element without its key", { containers: [{ image: "nginx" }] }],
    ["an unknown instruction", { containers: [{ name: "main", $patch: "what" }] }],
    ["a number for a text", { hostname: 5 }],
    ["a boolean for a text", { nodeSelector: { a: true } }],
    ["a text for a number", { priority: "high" }],
    ["no quantity", { containers: [{ name: "main", resources: { limits: { cpu: "much" } } }] }],
    ["a map for a list", { tolerations: {} }],
  ] as const)("with %s fails the node", ([, patch]) => {
    const spec = single(`${busybox}\npodSpecPatch: '${JSON.stringify(patch)}'`);
    expect(play(spec).phases.demo).toBe("Error Error applying PodSpecPatch");
  });

  it("is read as YAML 1.1, where y is a boolean", () => {
    expect(play(single(`${busybox}\npodSpecPatch: "nodeSelector: {a: y}"`)).phases.demo).toBe(
      "Error Error applying PodSpecPatch",
    );
    expect(play(single(`${busybox}\npodSpecPatch: "nodeSelector: {a: 'y'}"`)).phases.demo).toBe("Succeeded");
  });

  it("of the workflow goes before that of the template", () => {
    const workflow = `podSpecPatch: '{"hostname": "w", "subdomain": "w"}'`;
    const view = pod(single(`${busybox}\npodSpecPatch: '{"hostname": "{{pod.name}}"}'`, workflow));
    expect(view.spec).toMatchObject({ hostname: view.pod, subdomain: "w" });
  });

  it("decides how long containers have to end", () => {
    const spec = single(`${busybox}\npodSpecPatch: '{"terminationGracePeriodSeconds": 5}'`);
    const scenario = "pods: [{onSigterm: ignore, run: 10m}]\nactions: [{at: 20s, do: stop}]";
    const end = play(spec, scenario).nodes.demo?.finishedAt ?? 0;
    expect(play(single(busybox), scenario).nodes.demo?.finishedAt).toBe(end + 25);
  });
});
