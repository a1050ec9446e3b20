import type { GoType } from "../../expression/types.ts";
import { GoStruct, type GoValue } from "../../expression/value.ts";
import type { Artifact } from "../../manifest/types.ts";

const artifactType: GoType = {
  kind: "struct",
  text: "v1alpha1.Artifact",
  qualifiedName: "github.com/argoproj/argo-workflows/v4/pkg/apis/workflow/v1alpha1.Artifact",
};

/** An artifact as expressions see it: a struct that they can choose and pass on, with its plain fields to read. */
export function artifactValue(artifact: Artifact): GoStruct {
  const fields = new Map<string, GoValue>([
    ["Name", artifact.name],
    ["Path", artifact.path ?? ""],
    ["From", artifact.from ?? ""],
    ["GlobalName", artifact.globalName ?? ""],
    ["SubPath", artifact.subPath ?? ""],
    ["FromExpression", artifact.fromExpression ?? ""],
    ["Optional", artifact.optional === true],
    ["RecurseMode", artifact.recurseMode === true],
    ["Deleted", artifact.deleted === true],
  ]);
  return new GoStruct(artifactType, fields, artifact);
}

/** The artifact that a value stands for, if it is one. */
export function artifactOf(value: GoValue): Artifact | undefined {
  return value instanceof GoStruct && value.type === artifactType ? (value.payload as Artifact) : undefined;
}
