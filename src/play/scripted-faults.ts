import type { RequestFault, RequestSubject } from "../cluster/api-server/faults.ts";
import { matchesGlob, matchesNode } from "../scenario/glob.ts";
import type { Fault } from "../scenario/schema.ts";

/** A fault of a scenario, as the cluster takes it. */
export function requestFault(fault: Fault): RequestFault {
  const { do: kind, from, to, times } = fault;
  const about = requestsOf(fault);
  return {
    kind,
    from,
    strikes: (subject) => isAbout(about, subject),
    ...(to !== undefined && { to }),
    ...(times !== undefined && { times }),
  };
}

/** Which requests a fault is about; what is absent does not matter. */
type Requests = Pick<Fault, "resource" | "verb" | "name" | "node">;

/** Some faults make sense for certain requests alone, unless the scenario says otherwise. */
function requestsOf({ do: kind, resource, verb, name, node }: Fault): Requests {
  if (kind === "podQuotaExceeded" || kind === "podCreateDenied")
    return { resource: "pods", verb: "create", name, node };
  if (node !== undefined) return { resource: resource ?? "pods", verb, name, node };
  if (kind === "conflict") return { resource: resource ?? "workflows", verb: verb ?? "update", name, node };
  return { resource, verb, name, node };
}

function isAbout({ resource, verb, name, node }: Requests, subject: RequestSubject): boolean {
  return (
    (resource === undefined || subject.resource.split(".")[0] === resource) &&
    (verb === undefined || subject.verb === verb) &&
    (name === undefined || matchesGlob(name, subject.name)) &&
    (node === undefined || matchesNode(node, { name: subject.title, displayName: subject.displayName }))
  );
}
