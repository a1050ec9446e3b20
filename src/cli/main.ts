#!/usr/bin/env node
import { drydock } from "./drydock.ts";
import { processTerminal } from "./terminal.ts";

// A reader such as head may close the pipe before everything is written.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

process.exitCode = await drydock(process.argv.slice(2), processTerminal());
