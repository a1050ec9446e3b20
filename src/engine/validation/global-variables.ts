import type { Arguments, Workflow, WorkflowMetadata, WorkflowSpec } from "../../manifest/types.ts";
import { itself, type OpenOrder } from "../model/open-order.ts";
import type { ControllerPorts } from "../model/ports.ts";
import type { Placeholders } from "../variables/placeholders.ts";

/** The specs whose labels and annotations a workflow will carry. */
export interface MetadataSources {
  readonly workflow: Workflow;
  /** The controller's `workflowDefaults`, where they count. */
  readonly defaults: WorkflowSpec | undefined;
  readonly referenced: WorkflowSpec | undefined;
}

/** Each gets the next placeholder, whose number may show in an error. */
const annotations: OpenOrder<string> = { what: "annotations", nameOf: itself, goes: "roundByName" };
const labels: OpenOrder<string> = { what: "labels", nameOf: itself, goes: "roundByName" };

/** The variables that every template of a workflow sees, as far as their values are known before it runs. */
export function globalVariables(
  sources: MetadataSources,
  passed: Arguments,
  placeholders: Placeholders,
  order: ControllerPorts["order"],
): Map<string, string> {
  const globals = new Map<string, string>();
  const addUnknown = (...names: string[]) => {
    for (const name of names) globals.set(name, placeholders.next());
  };
  addUnknown(
    "workflow.name",
    "workflow.namespace",
    "workflow.mainEntrypoint",
    "workflow.serviceAccountName",
    "workflow.uid",
  );
  const parameters = passed.parameters ?? [];
  if (parameters.length > 0) addUnknown("workflow.parameters", "workflow.parameters.json");
  for (const { name, value } of parameters) {
    globals.set(`workflow.parameters.${name}`, value ?? placeholders.next());
  }
  const { metadata, spec } = sources.workflow;
  const metadatas = [spec, sources.defaults, sources.referenced].map((source) => source?.workflowMetadata);
  addUnknown(...order(annotations, metadata.name, keysOf("annotations", [metadata, ...metadatas])));
  addUnknown("workflow.annotations", "workflow.annotations.json");
  addUnknown(...order(labels, metadata.name, keysOf("labels", [metadata, ...metadatas])));
  addUnknown("workflow.labels", "workflow.labels.json");
  if (spec.priority !== undefined) globals.set("workflow.priority", String(spec.priority));
  addUnknown("workflow.status");
  return globals;
}

function keysOf(
  kind: "labels" | "annotations",
  sources: readonly (Pick<WorkflowMetadata, "labels" | "annotations" | "labelsFrom"> | undefined)[],
): string[] {
  const keys = sources.flatMap((source) => [
    ...Object.keys(source?.[kind] ?? {}),
    ...(kind === "labels" ? Object.keys(source?.labelsFrom ?? {}) : []),
  ]);
  return [...new Set(keys)].map((key) => `workflow.${kind}.${key}`);
}
