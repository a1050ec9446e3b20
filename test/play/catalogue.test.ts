import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { invariants } from "../../src/invariants/index.ts";
import { playScenario } from "../../src/judge/play-scenario.ts";
import { commonWarnings } from "../../src/judge/run-warnings.ts";
import { judge } from "../../src/judge/verdict.ts";
import { manifestKinds } from "../../src/manifest/kinds.ts";
import type { FieldType, StructType } from "../../src/manifest/schema/field-type.ts";
import { baseline } from "../../src/releases/index.ts";
import { loadScenario } from "../../src/scenario/load-scenario.ts";
import { readFileFromDisk } from "../../src/scenario/read-file-from-disk.ts";

const folder = fileURLToPath(new URL("../../scenarios/", import.meta.url));
const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
  file.endsWith(".scenario.yaml"),
);

describe("the catalogue", () => {
  it.for(files.sort())("%s holds, and says nothing in vain", (file) => {
    const { scenario, diagnostics } = loadScenario(`${folder}${file}`, readFileFromDisk);
    expect(diagnostics).toEqual([]);
    if (scenario === undefined) throw new Error(`${basename(file)} was not loaded`);
    const results = (scenario.scenario.engine ?? [baseline]).map((engine) =>
      playScenario(scenario, engine, { invariants }),
    );
    for (const result of results) {
      expect(judge(scenario, result), result.engine).toMatchObject({ holds: true, failures: [], violations: [] });
    }
    expect(commonWarnings(results.map(({ warnings }) => warnings))).toEqual([]);
  });
});

describe("the index of the catalogue", () => {
  const index = readFileSync(`${folder}README.md`, "utf8");
  const links = new Set([...index.matchAll(/\]\((examples\/[^)]+)\)/g)].map(([, link]) => link));

  it("links to every example, and to nothing else", () => {
    expect([...links].toSorted()).toEqual(files.filter((file) => file.startsWith("examples/")).toSorted());
  });
});

/** What only shapes pods or other objects, and has no part in a workflow's course here. */
const shapesObjectsOnly = new Set(
  [
    "activeDeadlineSecondsAfter affinity archiveLocation archiveLogs artifactRepositoryRef",
    "automountServiceAccountToken database description dnsConfig dnsPolicy event executor executorPlugins flags headers",
    "body bodyFrom hostAliases hostNetwork imagePullSecrets insecureSkipVerify jqFilter manifestFrom mergeStrategy method",
    "metrics namespace nodeSelector podDisruptionBudget podPriority podPriorityClassName podResources",
    "priorityClassName resourceClaims schedulerName securityContext serviceAccountName shutdown tolerations",
  ]
    .join(" ")
    .split(" "),
);

/** Argo's types whose fields say how a workflow goes. */
const decisiveTypes = new Set([
  ...["WorkflowSpec", "Template", "WorkflowStep", "DAGTask", "DAGTemplate", "Sequence", "ContinueOn", "LifecycleHook"],
  ...[
    "RetryStrategy",
    "Backoff",
    "Synchronization",
    "SemaphoreRef",
    "Mutex",
    "Memoize",
    "Cache",
    "PodGC",
    "TTLStrategy",
  ],
  ...["VolumeClaimGC", "CronWorkflowSpec", "StopStrategy", "SuspendTemplate", "HTTP", "Data", "ResourceTemplate"],
  ...[
    "ContainerSetTemplate",
    "ContainerSetRetryStrategy",
    "Parameter",
    "ValueFrom",
    "WorkflowTemplateRef",
    "TemplateRef",
  ],
]);

describe("the catalogue has a scenario for every field", () => {
  const texts = readdirSync(`${folder}examples`, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => readFileSync(`${folder}examples/${file}`, "utf8"))
    .join("\n");
  const types = structsOf(Object.values(manifestKinds).map(({ type }) => type));

  it.each([...decisiveTypes])("of %s", (name) => {
    const fields = Object.keys(types.get(name)?.fields() ?? {});
    expect(fields).not.toEqual([]);
    const missing = fields.filter((field) => !shapesObjectsOnly.has(field) && !new RegExp(`\\b${field}:`).test(texts));
    expect(missing).toEqual([]);
  });
});

/** All structs that a type is made of, by name. */
function structsOf(types: readonly FieldType[]): ReadonlyMap<string, StructType> {
  const found = new Map<string, StructType>();
  const visit = (type: FieldType) => {
    if (type.kind === "list" || type.kind === "map") visit(type.element);
    if (type.kind !== "struct" || found.has(type.name)) return;
    found.set(type.name, type);
    for (const field of Object.values(type.fields())) visit(field);
  };
  for (const type of types) visit(type);
  return found;
}
