import type { z } from "zod";
import { loadScenario, type ScenarioLoadResult } from "./load-scenario.ts";
import type { scenarioSchema } from "./schema.ts";

/** A scenario as a program writes it: the fields of a scenario file, durations as texts such as `"1m30s"`. */
export type ScenarioInput = Readonly<z.input<typeof scenarioSchema>>;

const scenarioPath = "scenario.json";

/**
 * Loads a scenario that is an object, with manifests as objects or texts. What is wrong is told with places in the JSON
 * text of the object, which the result holds.
 *
 * @param manifests beside those that the scenario holds itself, under `workflow` and `objects`
 */
export function scenarioOfObjects(
  input: Omit<ScenarioInput, "manifests">,
  manifests: readonly (string | object)[] = [],
): ScenarioLoadResult {
  const texts = new Map<string, string>();
  for (const [index, manifest] of manifests.entries()) {
    texts.set(`manifest-${index + 1}.yaml`, typeof manifest === "string" ? manifest : asText(manifest));
  }
  const scenario = { ...input, ...(texts.size > 0 && { manifests: [...texts.keys()] }) };
  texts.set(scenarioPath, asText({ name: "scenario", ...scenario }));
  return loadScenario(scenarioPath, (path) => {
    const text = texts.get(path);
    return text === undefined ? { ok: false, error: `there is no manifest ${path}` } : { ok: true, text };
  });
}

/** JSON is YAML, too. */
function asText(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
