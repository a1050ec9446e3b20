import { templateType } from "../../../model/template-type.ts";
import { withArchiveLocation } from "../archive-location.ts";
import { has, type PodInputs } from "../pod-inputs.ts";

/**
 * Whether the executor watches over the work in a container of its own. It does that of resources and data itself; with
 * a resource it only is there to keep the logs.
 */
export function hasWaitContainer(inputs: PodInputs): boolean {
  switch (templateType(inputs.template)) {
    case "data":
      return false;
    case "resource":
      if (has(inputs, "logs-of-resources-not-archived")) return false;
      return withArchiveLocation(inputs).archiveLocation?.archiveLogs === true;
    default:
      return true;
  }
}
