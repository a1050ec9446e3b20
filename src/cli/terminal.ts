import pico from "picocolors";
import type { Colors } from "../report/colors.ts";

/** Where a command writes: results to `out`, everything about them to `error`. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  readonly colors: Colors;
  /** Whether a bug is shown with its stack. */
  readonly debug: boolean;
}

/** The terminal of this process. Colours are for people: not in files and pipes unless FORCE_COLOR asks for them. */
export function processTerminal(): Terminal {
  const { env, stdout } = process;
  const isForced = env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== "" && env.FORCE_COLOR !== "0";
  const isColored = !env.NO_COLOR && (isForced || (stdout.isTTY === true && env.TERM !== "dumb"));
  return {
    out: (text) => void stdout.write(text),
    error: (text) => void process.stderr.write(text),
    colors: pico.createColors(isColored),
    debug: env.DRYDOCK_DEBUG === "1",
  };
}
