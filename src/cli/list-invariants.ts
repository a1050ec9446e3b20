import { invariants } from "../invariants/index.ts";
import type { Terminal } from "./terminal.ts";

export interface ListInvariantsArguments {
  readonly json?: boolean;
}

/** Prints what every run is checked for. */
export function listInvariants({ json }: ListInvariantsArguments, { out, colors }: Terminal): void {
  if (json) {
    const listed = invariants.map(({ name, kind, why, issues }) => ({ name, kind, why, issues }));
    out(`${JSON.stringify({ invariants: listed }, undefined, 2)}\n`);
    return;
  }
  for (const [index, { name, kind, why, issues }] of invariants.entries()) {
    const broken = issues.length === 0 ? "" : `\n  broken in ${issues.map((issue) => `#${issue}`).join(", ")}`;
    out(`${index > 0 ? "\n" : ""}${colors.bold(name)}  ${kind}\n  ${why}${broken}\n`);
  }
}
