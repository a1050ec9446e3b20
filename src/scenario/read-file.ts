import { readFileSync } from "node:fs";

export type ReadFileResult =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly error: string };

/** Reads a file as text, or says for people why it cannot be read. */
export type ReadFile = (path: string) => ReadFileResult;

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "this is a folder, not a file",
  EACCES: "this file may not be read",
  ERR_ENCODING_INVALID_ENCODED_DATA: "this is a binary file, not YAML or JSON in UTF-8",
};

/** Reads from the file system. */
export const readFileFromDisk: ReadFile = (path) => {
  try {
    return { ok: true, text: new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path)) };
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    return { ok: false, error: `${path}: ${reasons[code] ?? `this file cannot be read (${code})`}` };
  }
};
