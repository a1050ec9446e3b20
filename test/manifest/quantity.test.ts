import { expect, it } from "vitest";
import { canonicalQuantity } from "../../src/manifest/quantity.ts";

it.for([
  ["1000m", "1"],
  ["0.5", "500m"],
  ["0.1", "100m"],
  ["1", "1"],
  ["100", "100"],
  ["1500", "1500"],
  ["2000", "2k"],
  ["1024Mi", "1Gi"],
  ["1.5Gi", "1536Mi"],
  ["0.5Gi", "512Mi"],
  ["0.5Ki", "512"],
  ["1e3", "1e3"],
  ["1E3", "1e3"],
  ["1.5e2", "150"],
  ["64M", "64M"],
  ["1000Ki", "1000Ki"],
  ["0", "0"],
  ["0Gi", "0"],
  ["-1000m", "-1"],
  ["1n", "1n"],
  ["0.1n", "1n"],
  ["+1", "1"],
  [".5", "500m"],
  ["5.", "5"],
] as const)("%s is written %s", ([text, canonical]) => {
  expect(canonicalQuantity(text)).toBe(canonical);
});

it.for(["", "much", "1 Gi", "1Zi", "1.2.3", "Gi", "1mm"])("%j is no quantity", (text) => {
  expect(canonicalQuantity(text)).toBeUndefined();
});
