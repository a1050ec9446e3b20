import { mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { FindingFile } from "../search/findings/finding-file.ts";
import { BadInput } from "./exit-code.ts";

/** The folder into which a search writes the scenarios of what it finds. Nothing in it is ever overwritten. */
export class FindingsFolder {
  readonly #path: string;
  /** The outermost folder that was made for it. */
  readonly #made: string | undefined;
  readonly #written = new Set<string>();

  /**
   * Makes the folder, and tries whether files can be written there: before the search, which may take hours.
   *
   * @throws BadInput when they cannot
   */
  constructor(path: string) {
    this.#path = path;
    this.#made = this.#attempt(() => mkdirSync(path, { recursive: true }));
    this.#attempt(() => {
      const probe = join(path, `.drydock-${process.pid}`);
      try {
        writeFileSync(probe, "x".repeat(probeSize));
      } finally {
        rmSync(probe, { force: true });
      }
    });
  }

  /**
   * Writes files, and returns them with the paths that they have got: what is there already under a name, from another
   * search or changed by hand, stays, and the new file gets the next number.
   *
   * @throws BadInput when they cannot be written
   */
  write(files: readonly FindingFile[]): readonly FindingFile[] {
    return files.map((file) => {
      const path = this.#freePath(file);
      this.#written.add(path);
      this.#attempt(() => {
        if (textOf(path) === undefined) writeWhole(path, file.text);
      });
      return { ...file, path };
    });
  }

  /** Takes the folder away again if nothing was written to it that was not there before. */
  close(): void {
    if (this.#made === undefined || this.#written.size > 0) return;
    try {
      for (let folder = this.#path; ; folder = dirname(folder)) {
        rmdirSync(folder);
        if (folder === this.#made || folder === dirname(folder)) return;
      }
    } catch {
      // Somebody else has put something there.
    }
  }

  /** The first of the file's names that nothing else has. */
  #freePath({ path, text }: FindingFile): string {
    for (let number = 1; ; number++) {
      const candidate = number === 1 ? path : path.replace(/(?:\.\d+)?\.scenario\.yaml$/, `.${number}.scenario.yaml`);
      if (this.#written.has(candidate)) continue;
      const present = this.#attempt(() => textOf(candidate));
      if (present === undefined || present === text) return candidate;
    }
  }

  #attempt<T>(act: () => T): T {
    try {
      return act();
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw new BadInput(`${this.#path}: the findings cannot be written there (${code})`);
    }
  }
}

/** As much as a handful of findings. */
const probeSize = 64 * 1024;

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** Leaves no half of a file when the disk is full or the process is killed. */
function writeWhole(path: string, text: string): void {
  const unfinished = `${path}.unfinished`;
  try {
    writeFileSync(unfinished, text);
    renameSync(unfinished, path);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}
