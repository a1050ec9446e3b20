import { affects, baseline, differences, recordedReleases, releaseOf } from "../releases/index.ts";
import { BadInput } from "./exit-code.ts";
import type { Terminal } from "./terminal.ts";

export interface ListReleasesArguments {
  readonly engine?: string;
  readonly json?: boolean;
}

/** Prints the differences between releases: all, or those of one release. */
export function listReleases({ engine, json }: ListReleasesArguments, { out, json: write, colors }: Terminal): void {
  if (engine !== undefined) {
    const release = releaseOf(engine);
    if (!release.ok) throw new BadInput(release.error);
  }
  const listed = differences.filter((difference) => engine === undefined || affects(difference, engine));
  if (json) {
    const given = listed.map(({ id, title, issue, pr, affected, doc }) => ({ id, title, issue, pr, affected, doc }));
    write(JSON.stringify({ baseline, releases: recordedReleases, differences: given }, undefined, 2));
    return;
  }
  out([`The model is ${baseline}, checked against recordings of ${recordedReleases.join(", ")}.`]);
  for (const { id, title, issue, pr, affected, doc } of listed) {
    const references = [issue && `issue ${issue}`, pr && `PR ${pr}`].filter(Boolean).join(", ");
    const known = references === "" ? "" : `  (${references})`;
    out(["", `${colors.bold(id)}  ${affected}${known}`, `  ${title}`, `  ${doc}`]);
  }
}
