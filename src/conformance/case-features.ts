import { parseAllDocuments } from "yaml";
import { loadScenario } from "../scenario/load-scenario.ts";
import type { RecordedCase } from "./recorded-case.ts";

/** Fields of manifests and scenarios that say what a case is about. */
const telling: ReadonlySet<string> = new Set([
  ...["steps", "dag", "suspend", "http", "plugin", "containerSet", "script", "resource", "data", "inline", "daemon"],
  ...["retryStrategy", "backoff", "hooks", "onExit", "withItems", "withParam", "withSequence", "when", "depends"],
  ...["continueOn", "failFast", "synchronization", "memoize", "parallelism", "templateRef", "workflowTemplateRef"],
  ...["timeout", "pendingTimeout", "activeDeadlineSeconds", "podGC", "ttlStrategy", "artifacts", "metrics"],
  ...["volumeClaimTemplates", "podSpecPatch", "templateDefaults", "shutdown", "priority", "configMapKeyRef"],
  ...["faults", "controller", "stuck", "onSigterm", "taskResult", "taskResultDelay", "exitCode"],
]);

/** What a case has: telling fields of its files, and what people do in it. Sorted. */
export function caseFeatures({ scenarioFile, readFile }: RecordedCase): readonly string[] {
  const found = new Set<string>();
  const collect = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [key, part] of Object.entries(value)) {
      if (telling.has(key)) found.add(key);
      if (key === "do" && typeof part === "string") found.add(`do:${part.replaceAll(" ", "-")}`);
      collect(part);
    }
  };
  loadScenario(
    scenarioFile,
    (path) => {
      const read = readFile(path);
      if (read.ok) for (const document of parseAllDocuments(read.text)) collect(document.toJS());
      return read;
    },
    { acceptsNameless: true },
  );
  return [...found].sort();
}
