/** Writes `scenario.schema.json`, the JSON Schema of scenario files. Usage: tsx scripts/export-scenario-schema.ts */
import { writeFileSync } from "node:fs";
import { scenarioJsonSchemaText } from "../src/scenario/json-schema.ts";

writeFileSync(new URL("../scenario.schema.json", import.meta.url), scenarioJsonSchemaText());
