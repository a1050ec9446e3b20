import type { Artifact } from "../../manifest/types.ts";

/**
 * An artifact that names no store, as Go's error messages show it. Only artifacts with `from` or `fromExpression` are
 * ever shown, and these have no location of their own.
 */
export function artifactString(artifact: Artifact): string {
  const fields = [
    `Name:${artifact.name}`,
    `Path:${artifact.path ?? ""}`,
    `Mode:${artifact.mode === undefined ? "nil" : `*${artifact.mode}`}`,
    `From:${artifact.from ?? ""}`,
    "ArtifactLocation:ArtifactLocation{ArchiveLogs:nil,S3:nil,Git:nil,HTTP:nil,Artifactory:nil,HDFS:nil,Raw:nil,OSS:nil,GCS:nil,Azure:nil,Plugin:nil,}",
    `GlobalName:${artifact.globalName ?? ""}`,
    "Archive:nil",
    `Optional:${artifact.optional === true}`,
    `SubPath:${artifact.subPath ?? ""}`,
    `RecurseMode:${artifact.recurseMode === true}`,
    `FromExpression:${artifact.fromExpression ?? ""}`,
    "ArtifactGC:nil",
    `Deleted:${artifact.deleted === true}`,
  ];
  return `&Artifact{${fields.join(",")},}`;
}
