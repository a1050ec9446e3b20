import { type Dirent, readdirSync, type Stats, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { didYouMean } from "../manifest/nearest-name.ts";
import { standardInput } from "../scenario/read-file-from-disk.ts";
import { BadInput } from "./exit-code.ts";

const scenarioFile = /\.scenario\.(ya?ml|json)$/;

/** The scenario files that paths stand for: a file is itself, a folder all scenario files in it and below. */
export function findScenarios(paths: readonly string[]): readonly string[] {
  const found = paths.flatMap((path) => {
    if (path === standardInput) return [path];
    const kind = statsOf(path);
    if (kind === undefined) throw new BadInput(`${path}: there is no such file or folder`, nearestFile(path));
    return kind.isDirectory() ? scenariosBelow(path) : [path];
  });
  if (found.length === 0) {
    const hint =
      "In a folder, scenarios are found by their name, NAME.scenario.yaml; a manifest is played when it is named itself.";
    throw new BadInput(`there is no scenario in ${paths.join(", ")}`, hint);
  }
  return found;
}

function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    throw new BadInput(`${path}: this file or folder cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}

function nearestFile(path: string): string | undefined {
  const folder = dirname(path);
  const isFolder = statsOf(folder)?.isDirectory() ?? false;
  return isFolder
    ? didYouMean(
        basename(path),
        entriesOf(folder).map(({ name }) => name),
      )
    : undefined;
}

function scenariosBelow(folder: string): readonly string[] {
  return entriesOf(folder).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "node_modules" ? [] : scenariosBelow(path);
    return scenarioFile.test(entry.name) ? [path] : [];
  });
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((left, right) => (left.name < right.name ? -1 : 1));
  } catch (error) {
    throw new BadInput(`${folder}: this folder cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}
