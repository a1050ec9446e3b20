import { quote } from "../../../expression/go/quote.ts";
import type { JsonObject } from "../../../manifest/types.ts";
import { firstProblem, type Problem } from "../problem.ts";

/** Kubernetes takes only cpu, memory and huge pages, and no claims, for a whole pod (`validatePodResources`). */
export function checkPodResources(place: string, resources: JsonObject | undefined): Problem {
  if (resources === undefined) return undefined;
  const { claims, limits, requests } = resources;
  if (Array.isArray(claims) && claims.length > 0) return `${place}.claims is not supported for pod-level resources`;
  const names = [...Object.keys(limits ?? {}), ...Object.keys(requests ?? {})];
  return firstProblem(names, (name) =>
    name === "cpu" || name === "memory" || name.startsWith("hugepages-")
      ? undefined
      : `${place}: ${quote(name)} is not a valid pod-level resource, only cpu, memory and hugepages-* are supported`,
  );
}
