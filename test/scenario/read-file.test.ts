import { spawnSync } from "node:child_process";
import { closeSync, existsSync, ftruncateSync, openSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { mostBytes, readFileFromDisk } from "../../src/scenario/read-file-from-disk.ts";
import { folderWith } from "../cli/command-line.ts";

function errorOf(path: string): string {
  const read = readFileFromDisk(path);
  return read.ok ? "" : read.error;
}

describe("readFileFromDisk", () => {
  it("reads a regular file", () => {
    const folder = folderWith({ "a.yaml": "größer: 1" });
    expect(readFileFromDisk(join(folder, "a.yaml"))).toEqual({ ok: true, text: "größer: 1" });
  });

  it("refuses a folder, and what is not there", () => {
    const folder = folderWith({});
    expect(errorOf(folder)).toBe(`${folder}: this is a folder, not a file`);
    expect(errorOf(join(folder, "a"))).toBe(`${join(folder, "a")}: there is no such file`);
  });

  it.skipIf(process.platform === "win32")("refuses a named pipe, without waiting for somebody who writes", () => {
    const path = join(folderWith({}), "pipe");
    expect(spawnSync("mkfifo", [path]).status).toBe(0);
    expect(errorOf(path)).toBe(`${path}: this is a named pipe; only regular files and standard input (-) are read`);
  });

  it.skipIf(!existsSync("/dev/zero"))("refuses a device", () => {
    expect(errorOf("/dev/zero")).toContain("this is a device");
  });

  it.skipIf(process.platform === "win32")("refuses a socket", async () => {
    const path = join(folderWith({}), "socket");
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(path, resolve));
    expect(errorOf(path)).toContain("this is a socket");
    server.close();
  });

  it("refuses a file of more than the most bytes, and takes one of as many", () => {
    const path = join(folderWith({ "a.yaml": "" }), "a.yaml");
    const descriptor = openSync(path, "r+");
    ftruncateSync(descriptor, mostBytes);
    expect(readFileFromDisk(path)).toMatchObject({ ok: true });
    ftruncateSync(descriptor, mostBytes + 1);
    expect(errorOf(path)).toBe(`${path}: this file has more than 16 MiB, which is the most that is read`);
    closeSync(descriptor);
  });
});
