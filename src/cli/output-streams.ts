import pico from "picocolors";
import type { Colors } from "../report/colors.ts";

/** Where the process writes: results to `out`, everything about them to `error`. */
export interface OutputStreams {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  readonly colors: Colors;
  /** Whether a bug is shown with its stack. */
  readonly debug: boolean;
}

/** The streams of this process. Colours are for people: not in files and pipes unless FORCE_COLOR asks for them. */
export function processStreams(): OutputStreams {
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

/**
 * Lets the process go on when its output can no longer be written, so that it ends with its own exit code. A reader such
 * as head may close the pipe before everything is written, and nobody has to listen to standard error.
 *
 * @returns tells, once everything is written, why results were lost; undefined when they were not, or nobody wants them
 */
export function outputFailure(): () => Promise<string | undefined> {
  let failure: NodeJS.ErrnoException | undefined;
  process.stdout.on("error", (error) => {
    failure ??= error;
  });
  process.stderr.on("error", () => {});
  return async () => {
    // A write that fails is only told after it has returned.
    await new Promise<void>((resolve) => process.stdout.write("", () => resolve()));
    return failure === undefined || failure.code === "EPIPE" ? undefined : failure.message;
  };
}
