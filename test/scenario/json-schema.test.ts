import { readFileSync } from "node:fs";
import Ajv from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { scenarioJsonSchema, scenarioJsonSchemaText } from "../../src/scenario/json-schema.ts";

describe("scenario.schema.json", () => {
  it("is current: npm run schema writes it", () => {
    const file = new URL("../../scenario.schema.json", import.meta.url);
    expect(readFileSync(file, "utf8")).toBe(scenarioJsonSchemaText());
  });

  it("takes what the loader takes, and refuses unknown fields and actions", () => {
    const validate = new Ajv.default({ allowUnionTypes: true }).compile(scenarioJsonSchema());
    const action = { when: { node: "*.onExit*", phase: "Running" }, after: "3s", do: "terminate" };
    expect(validate({ manifests: ["demo.yaml"], engine: "v4.1.2", actions: [action], limit: "2h" })).toBe(true);
    expect(validate({ manifests: ["demo.yaml"], actions: [{ ...action, do: "terminat" }] })).toBe(false);
    expect(validate({ manifests: ["demo.yaml"], limt: "2h" })).toBe(false);
  });
});
