export type ReadFileResult =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly error: string };

/** Reads a file as text, or says for people why it cannot be read. */
export type ReadFile = (path: string) => ReadFileResult;
