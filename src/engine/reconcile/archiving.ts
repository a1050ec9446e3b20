import { matchesLabels } from "../model/label-selector.ts";
import type { Operation } from "./operation.ts";

/** Label that says whether a finished workflow has yet to be archived (`Pending`), or was (`Archived`). */
export const archivingStatusLabel = "workflows.argoproj.io/workflow-archiving-status";

/** Whether a workflow goes into the archive once it has ended (`isArchivable`). */
export function isArchivable({ metadata, ports }: Operation): boolean {
  const { archive = false, archiveLabelSelector } = ports.configuration.persistence ?? {};
  return archive && (archiveLabelSelector === undefined || matchesLabels(archiveLabelSelector, metadata.labels ?? {}));
}
