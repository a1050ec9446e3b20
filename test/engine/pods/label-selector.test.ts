import { expect, it } from "vitest";
import { matchesLabels } from "../../../src/engine/model/label-selector.ts";
import type { LabelSelectorRequirement } from "../../../src/manifest/types.ts";

const labels = { tier: "batch", zone: "a" };

it.for<[requirement: LabelSelectorRequirement, matches: boolean]>([
  [{ key: "tier", operator: "In", values: ["batch", "web"] }, true],
  [{ key: "tier", operator: "In", values: ["web"] }, false],
  [{ key: "owner", operator: "In", values: ["me"] }, false],
  [{ key: "tier", operator: "NotIn", values: ["batch"] }, false],
  [{ key: "owner", operator: "NotIn", values: ["me"] }, true],
  [{ key: "zone", operator: "Exists" }, true],
  [{ key: "owner", operator: "Exists" }, false],
  [{ key: "zone", operator: "DoesNotExist" }, false],
  [{ key: "owner", operator: "DoesNotExist" }, true],
])("%o: %s", ([requirement, matches]) => {
  expect(matchesLabels({ matchExpressions: [requirement] }, labels)).toBe(matches);
});

it("demands every requirement", () => {
  expect(matchesLabels({ matchLabels: { tier: "batch", zone: "a" } }, labels)).toBe(true);
  expect(matchesLabels({ matchLabels: { tier: "batch", zone: "b" } }, labels)).toBe(false);
});

it("selects everything when it demands nothing", () => {
  expect(matchesLabels({}, {})).toBe(true);
});
