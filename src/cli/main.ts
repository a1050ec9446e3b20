#!/usr/bin/env node
import { drydock } from "./drydock.ts";
import { exitCode } from "./exit-code.ts";
import { outputFailure, processStreams } from "./output-streams.ts";

const streams = processStreams();
const failure = outputFailure();
const code = await drydock(process.argv.slice(2), streams);
const lost = await failure();
if (lost !== undefined) streams.error(`error: the output cannot be written: ${lost}\n`);
process.exitCode = lost !== undefined && code === exitCode.holds ? exitCode.badInput : code;
