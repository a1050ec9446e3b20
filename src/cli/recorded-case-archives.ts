import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import {
  type ArchivedCase,
  archivedCases,
  archiveSuffix,
  asArchived,
  writeArchive,
} from "../conformance/case-archive.ts";
import { indexFile, indexOf } from "../conformance/case-index.ts";
import { findRecordedCases } from "../conformance/find-recorded-cases.ts";
import type { RecordedCase } from "../conformance/recorded-case.ts";
import { BadInput } from "./exit-code.ts";

/** A case for people: its files, and what was recorded on the releases that are wanted. */
export function shownCase(recorded: RecordedCase, engines: readonly string[] | undefined): readonly string[] {
  const archived = asArchived(recorded);
  if (archived === undefined) throw new BadInput(`${recorded.scenarioFile}: a file of this case cannot be read`);
  const files = Object.entries(archived.files).flatMap(([name, text]) => [
    `# ${name}`,
    ...text.trimEnd().split("\n"),
    "",
  ]);
  const wanted = recorded.engines.filter((engine) => engines === undefined || engines.includes(engine));
  const recordings = wanted.flatMap((engine) => {
    const pods = archived.pods?.[engine];
    return [
      ...recording(`what controller ${engine} did`, archived.traces[engine]),
      ...(pods === undefined ? [] : recording(`what pods were given on ${engine}`, pods)),
    ];
  });
  return [...files, ...recordings];
}

function recording(title: string, text = "{}"): readonly string[] {
  return [`# ${title}`, ...stringify(JSON.parse(text), { lineWidth: 120 }).trimEnd().split("\n"), ""];
}

/** Takes cases into the archives of a folder, one for each profile, in place of those of the same name. */
export function addCases(folder: string, cases: readonly RecordedCase[]): void {
  mkdirSync(folder, { recursive: true });
  for (const profile of new Set(cases.map((recorded) => recorded.profile))) {
    const added = cases.filter((recorded) => recorded.profile === profile);
    const path = join(folder, `${profile}${archiveSuffix}`);
    const kept = new Map<string, ArchivedCase>();
    for (const archived of existsSync(path) ? archivedCases(path) : []) kept.set(archived.name, archived);
    for (const recorded of added) {
      const archived = asArchived(recorded);
      if (archived === undefined) throw new BadInput(`${recorded.scenarioFile}: a file of this case cannot be read`);
      kept.set(archived.name, archived);
    }
    writeArchive(path, [...kept.values()]);
  }
  writeFileSync(join(folder, indexFile), indexOf(findRecordedCases(folder)));
}
