import type { ExitCode } from "./exit-code.ts";
import type { Terminal } from "./terminal.ts";

/** What the commands share. */
export interface CommandContext {
  readonly terminal: Terminal;
  /** Notes how the process is to end, once everything is written. */
  exitWith(code: ExitCode): void;
}
