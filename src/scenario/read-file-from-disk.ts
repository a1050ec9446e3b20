import { closeSync, constants, fstatSync, openSync, readSync, type Stats, statSync } from "node:fs";
import type { ReadFile } from "./read-file.ts";

/** The path that stands for standard input, on every system; on the command line it is `-`, too. */
export const standardInput = "/dev/stdin";

/** The most bytes that are read of one file: ten times the greatest object that a cluster's etcd takes. */
export const mostBytes = 16 * 1024 * 1024;

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "this is a folder, not a file",
  EACCES: "this file may not be read",
  EAGAIN: "nothing is there to read",
  ERR_ENCODING_INVALID_ENCODED_DATA: "this is a binary file, not YAML or JSON in UTF-8",
};

/** Reads from the file system: regular files, and standard input. */
export const readFileFromDisk: ReadFile = (path) => {
  try {
    const bytes = path === standardInput ? readAll(0) : readRegularFile(path);
    return { ok: true, text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, error: `${path}: ${error.message}` };
    const { code = "" } = error as NodeJS.ErrnoException;
    return { ok: false, error: `${path}: ${reasons[code] ?? `this file cannot be read (${code})`}` };
  }
};

/** What a path names cannot be read as a file; the message says why. */
class Unreadable extends Error {}

/** What the shell hands over, as with `drydock run <(helm template .)`: pipes that somebody writes to. */
const handedOver = /^\/(?:dev|proc\/(?:self|\d+))\/fd\/\d+$/;

/** Whether a path names something that can be read only once. */
export function isReadOnce(path: string): boolean {
  return path === standardInput || handedOver.test(path);
}

function readRegularFile(path: string): Uint8Array {
  const accepted = (stats: Stats) => stats.isFile() || (handedOver.test(path) && stats.isFIFO());
  refuseUnless(accepted, statSync(path));
  // A path can name something else by now, and to open a pipe would wait for its writer.
  const descriptor = openSync(path, handedOver.test(path) ? constants.O_RDONLY : constants.O_RDONLY | nonBlocking);
  try {
    refuseUnless(accepted, fstatSync(descriptor));
    return readAll(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Windows has no such flag, and no pipes in its file system. */
const nonBlocking = constants.O_NONBLOCK ?? 0;

function refuseUnless(accepted: (stats: Stats) => boolean, stats: Stats): void {
  if (accepted(stats)) return;
  if (stats.isDirectory()) throw new Unreadable("this is a folder, not a file");
  const kind = stats.isFIFO() ? "a named pipe" : stats.isSocket() ? "a socket" : "a device";
  throw new Unreadable(`this is ${kind}; only regular files and standard input (-) are read`);
}

const bytesAtOnce = 64 * 1024;

/** Everything that a descriptor gives, which need not tell its size beforehand. */
function readAll(descriptor: number): Uint8Array {
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const part = Buffer.allocUnsafe(bytesAtOnce);
    const length = readSync(descriptor, part);
    if (length === 0) return Buffer.concat(parts, size);
    size += length;
    if (size > mostBytes)
      throw new Unreadable(`this file has more than ${mostBytes / 1024 / 1024} MiB, which is the most that is read`);
    parts.push(part.subarray(0, length));
  }
}
