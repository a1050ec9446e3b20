import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parse } from "yaml";
import type { Files } from "./mutations.ts";

const root = new URL("../../", import.meta.url);

function filesBelow(folder: string, suffix: string): readonly URL[] {
  const base = new URL(folder, root);
  const names = readdirSync(base, { recursive: true, encoding: "utf8" }).sort();
  return names.filter((name) => name.endsWith(suffix)).map((name) => new URL(name, base));
}

/** A scenario file of ours, with the manifests that it names. */
function scenarioWithManifests(url: URL): Files {
  const text = readFileSync(url, "utf8");
  const { manifests = [] } = parse(text) as { readonly manifests?: readonly string[] };
  const entries = manifests.map((name) => [name, readFileSync(new URL(name, url), "utf8")] as const);
  return Object.fromEntries([[fileURLToPath(url).split("/").at(-1), text], ...entries]);
}

/** A scenario that plays a manifest, with something happening in it. */
function scenarioOf(url: URL): Files {
  const scenario = `
manifests: [manifest.yaml]
pods:
- {node: "*fail*", exitCode: 1, message: boom, times: 2}
- {template: work, run: 20s, outputs: {result: "[1, 2]", parameters: {out: text}}}
actions:
- {at: 30s, do: suspend}
- {at: 40s, do: resume}
- {when: {node: "*", phase: Failed}, after: 2s, do: stop}
- {at: 3m, do: retry}
- {at: 4m, do: terminate}
limit: 6m
`;
  return { "case.scenario.yaml": scenario, "manifest.yaml": readFileSync(url, "utf8") };
}

/** The scenarios that are mutated: those of the catalogue, and manifests that use as many of Argo's fields as possible. */
export const sources: readonly Files[] = [
  ...filesBelow("scenarios/", ".scenario.yaml").map(scenarioWithManifests),
  ...filesBelow("test/corpus/manifests/", ".yaml").map(scenarioOf),
];

/** The scenarios and manifests of a folder of somebody else, each as if it stood alone. */
export function scenariosBelow(folder: string): readonly Files[] {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => /\.ya?ml$/.test(name));
  return names.sort().map((name) => {
    const url = pathToFileURL(join(folder, name));
    return /\.scenario\.ya?ml$/.test(name) ? scenarioWithManifests(url) : scenarioOf(url);
  });
}
