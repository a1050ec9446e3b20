import { z } from "zod";
import { scenarioSchema } from "./schema.ts";

/** The JSON Schema of scenario files, for editors. */
export function scenarioJsonSchema(): object {
  const schema = z.toJSONSchema(scenarioSchema, { io: "input" });
  return { ...schema, title: "drydock scenario" };
}

/** The text of `scenario.schema.json`. */
export function scenarioJsonSchemaText(): string {
  return `${JSON.stringify(scenarioJsonSchema(), undefined, 2)}\n`;
}
