import { choiceKinds } from "../cluster/choice-kinds.ts";
import { usuallyVaried } from "../search/varied.ts";
import type { Terminal } from "./terminal.ts";

export interface ListChoicesArguments {
  readonly json?: boolean;
}

/** Prints all that a run may vary, and what of it a search varies unless it is told otherwise. */
export function listChoices({ json }: ListChoicesArguments, { out, json: write, colors }: Terminal): void {
  const kinds = Object.entries(choiceKinds).map(([kind, decides]) => ({ kind, decides, usual: usualOptions(kind) }));
  if (json) {
    write(JSON.stringify({ choices: kinds }, undefined, 2));
    return;
  }
  const width = Math.max(...kinds.map(({ kind }) => kind.length));
  for (const { kind, decides, usual } of kinds) {
    out([`${colors.bold(kind.padEnd(width))}  ${decides}${usual === undefined ? "" : ` Usually varied: ${usual}.`}`]);
  }
}

function usualOptions(kind: string): string | undefined {
  const options = new Map<string, ReadonlySet<string> | "all">(usuallyVaried).get(kind);
  return options === undefined || options === "all" ? options : [...options].join(", ");
}
