import { describe, expect, it } from "vitest";
import {
  displayNameOf,
  invocationNameOf,
  loopItemName,
  nodeID,
  podName,
  podNameVersion,
} from "../../../src/engine/model/node-identity.ts";
import { contextWith } from "../variables/context.ts";

const { release } = contextWith();

describe("nodeID", () => {
  it("is the workflow's name for the node of the entrypoint", () => {
    expect(nodeID("hooks-1", "hooks-1")).toBe("hooks-1");
  });

  it("ends with the hash that the controller computes", () => {
    expect(nodeID("hooks-1", "hooks-1[0].s1.onExit")).toBe("hooks-1-3903535764");
    expect(nodeID("retry-1", "retry-1(0).t1(0)")).toBe("retry-1-46831958");
  });

  it("hashes the UTF-8 bytes of a name", () => {
    expect(nodeID("w", "é")).not.toBe(nodeID("w", "e"));
  });
});

describe("podName", () => {
  it("has the template's name between workflow and hash", () => {
    expect(podName("v2", "hooks-1", "hooks-1[1].s2", "w4", release)).toBe("hooks-1-w4-3708657779");
    expect(podName("v2", "hooks-1", "hooks-1[1].s2", undefined, release)).toBe("hooks-1-3708657779");
  });

  it("is the node's id in the old scheme and the workflow's name for the entrypoint", () => {
    expect(podName("v1", "hooks-1", "hooks-1[1].s2", "w4", release)).toBe("hooks-1-3708657779");
    expect(podName("v2", "hooks-1", "hooks-1", "w4", release)).toBe("hooks-1");
  });

  it("is never longer than Kubernetes allows", () => {
    const name = podName("v2", "w".repeat(150), "n", "t".repeat(150), release);
    expect(name.length).toBeLessThanOrEqual(253);
    expect(name).toMatch(/^w{150}-t{91}-\d+$/);
  });

  it("goes by the node's name for inline templates in older releases", () => {
    const older = contextWith("pod-name-inline-by-node-name").release;
    expect(podName("v2", "demo", "demo.inline-a", "x", older)).toMatch(/^demo-\d+$/);
    expect(podName("v2", "demo", "demo.a", undefined, older)).toMatch(/^demo--\d+$/);
  });
});

describe("podNameVersion", () => {
  it("takes the workflow's annotation before the controller's environment", () => {
    const annotations = { "workflows.argoproj.io/pod-name-format": "v2" };
    expect(podNameVersion(annotations, { POD_NAMES: "v1" })).toBe("v2");
    expect(podNameVersion({}, { POD_NAMES: "v1" })).toBe("v1");
    expect(podNameVersion(undefined, {})).toBe("v2");
  });
});

describe("displayNameOf", () => {
  it.each([
    ["demo[0]", "demo", "[0]"],
    ["demo[0].a", "demo", "a"],
    ["demo.a(0:x)", "demo", "a(0:x)"],
    ["demo.a.hooks.running", "demo", "a.hooks.running"],
    ["other.a", "demo", "other.a"],
  ])("shows %s below %s as %s", (name, boundary, shown) => {
    expect(displayNameOf(name, boundary)).toBe(shown);
  });
});

describe("invocationNameOf", () => {
  it.each([
    ["demo.fanout(0:1)(0)[0]", "fanout"],
    ["demo[0].gen", "gen"],
    ["demo[0].gen(1:a.b)", "gen"],
    ["demo", "demo"],
    ["demo.a.onExit", "onExit"],
    ["(0)", "(0)"],
  ])("finds in %s the step or task %s", (name, invocation) => {
    expect(invocationNameOf(name)).toBe(invocation);
  });
});

it("leaves parentheses of an item out of its name", () => {
  expect(loopItemName("t", 3, "f(x)")).toBe("t(3:fx)");
});
