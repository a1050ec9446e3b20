import { quote } from "../../../expression/go/quote.ts";
import type { ContainerNode, ContainerSetTemplate, Template, VolumeMount } from "../../../manifest/types.ts";
import { checkFieldNames } from "../field-names.ts";
import { firstProblem, type Problem, prefixed } from "../problem.ts";

/** Containers must be named, their mounts distinct and their dependencies a graph without cycles. */
export function checkContainerSet(template: Template, reservesNames: boolean): Problem {
  const { containerSet, name: templateName = "", inputs, outputs } = template;
  if (containerSet === undefined) return undefined;
  const place = `templates.${templateName}.containerSet`;
  const { containers } = containerSet;
  const problem = prefixed(`${place}.`, containerSetProblem(containerSet));
  if (problem !== undefined) return problem;
  const usesFiles = [inputs?.artifacts, outputs?.parameters, outputs?.artifacts].some(
    (list) => (list ?? []).length > 0,
  );
  if (usesFiles && !containers.some(({ name }) => name === "main")) {
    return `${place}.containers must have a container named "main" for input or output`;
  }
  return reservesNames
    ? firstProblem(containers, ({ name = "" }) => prefixed(`${place}.containers: `, reservedNameProblem(name)))
    : undefined;
}

/** Names that the controller gives to its own containers (`common.IsArgoSidecar`). */
export function reservedNameProblem(name: string): Problem {
  const isReserved = name === "wait" || name === "supervisor" || name.startsWith("artifact-plugin-");
  return isReserved ? `${quote(name)} is a reserved Argo container name` : undefined;
}

/** Two mounts of one container cannot have the same path; `paths` is filled with what stands where. */
export function mountPathProblem(
  mounts: readonly VolumeMount[] | undefined,
  place: string,
  paths: Map<string, string> = new Map(),
): Problem {
  return firstProblem(mounts, ({ name, mountPath }, index) => {
    const taken = paths.get(mountPath);
    if (taken !== undefined) return `${place}[${index}].mountPath '${mountPath}' already mounted in ${taken}`;
    paths.set(mountPath, `${place}.${name}`);
    return undefined;
  });
}

/** `ContainerSetTemplate.Validate`. */
function containerSetProblem({ containers, volumeMounts }: ContainerSetTemplate): Problem {
  if (containers.length === 0) return "containers must have at least one container";
  const names = new Set(containers.map(({ name }) => name));
  return (
    prefixed("containers", checkFieldNames(containers)) ??
    mountPathProblem(volumeMounts, "volumeMounts") ??
    firstProblem(containers, ({ name, dependencies }) =>
      firstProblem(dependencies, (dependency) =>
        names.has(dependency) ? undefined : `containers.${name ?? ""} dependency '${dependency}' not defined`,
      ),
    ) ??
    prefixed("containers ", cycleProblem(containers))
  );
}

/** `validateNoCycles`: visits containers in the order of their names. */
function cycleProblem(containers: readonly ContainerNode[]): Problem {
  const dependenciesOf = new Map(containers.map(({ name = "", dependencies = [] }) => [name, dependencies]));
  const visited = new Set<string>();
  const visit = (name: string, chain: readonly string[]): Problem => {
    if (visited.has(name)) return undefined;
    const problem = firstProblem(dependenciesOf.get(name), (dependency) =>
      chain.includes(dependency)
        ? `dependency cycle detected: ${chain.join("->")}->${dependency}`
        : visit(dependency, [...chain, dependency]),
    );
    visited.add(name);
    return problem;
  };
  return firstProblem([...dependenciesOf.keys()].sort(), (name) => visit(name, []));
}
