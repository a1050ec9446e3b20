import { invariants } from "../invariants/index.ts";
import type { Terminal } from "./terminal.ts";

export interface ListInvariantsArguments {
  readonly json?: boolean;
}

/** Prints what every run is checked for. */
export function listInvariants({ json }: ListInvariantsArguments, { out, json: write, colors }: Terminal): void {
  if (json) {
    const listed = invariants.map(({ name, kind, why, issues }) => ({ name, kind, why, issues }));
    write(JSON.stringify({ invariants: listed }, undefined, 2));
    return;
  }
  for (const [index, { name, kind, why, issues }] of invariants.entries()) {
    const broken = issues.length === 0 ? [] : [`  broken in ${issues.map((issue) => `#${issue}`).join(", ")}`];
    out([...(index > 0 ? [""] : []), `${colors.bold(name)}  ${kind}`, `  ${why}`, ...broken]);
  }
}
