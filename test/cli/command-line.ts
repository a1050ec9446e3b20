import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import pico from "picocolors";
import { drydock } from "../../src/cli/drydock.ts";

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** Runs the command line in this process. */
export async function runDrydock(...args: readonly string[]): Promise<Outcome> {
  let [out, error] = ["", ""];
  const code = await drydock(args, {
    out: (text) => {
      out += text;
    },
    error: (text) => {
      error += text;
    },
    colors: pico.createColors(false),
    debug: false,
  });
  return { code, out, error };
}

/** Writes files into a new folder, and returns its path. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), "drydock-"));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}
