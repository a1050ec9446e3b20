import { SingleBar } from "cli-progress";
import type { Terminal } from "./terminal.ts";

/** Tells people how far a long command is. */
export interface Progress {
  update(done: number, found: number): void;
  stop(): void;
}

/** How often a line is written where there is no terminal to draw a bar on, in milliseconds. */
const linePeriod = 5000;

/** A bar on a terminal, now and then a line in a log; always on standard error. */
export function showProgress(title: string, total: number, terminal: Terminal): Progress {
  return process.stderr.isTTY ? bar(title, total) : lines(title, total, terminal);
}

function bar(title: string, total: number): Progress {
  const format = `${title} {bar} {value}/{total} runs, {found} found, {eta_formatted} left`;
  const drawn = new SingleBar({ format, stream: process.stderr, clearOnComplete: true, hideCursor: true });
  drawn.start(total, 0, { found: 0 });
  return { update: (done, found) => drawn.update(done, { found }), stop: () => drawn.stop() };
}

function lines(title: string, total: number, { error }: Terminal): Progress {
  let last = performance.now();
  return {
    update(done, found) {
      if (performance.now() - last < linePeriod) return;
      last = performance.now();
      error([`${title}: ${done}/${total} runs, ${found} found`]);
    },
    stop() {},
  };
}
