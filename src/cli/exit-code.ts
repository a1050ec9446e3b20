/** What the process tells whoever called it. */
export const exitCode = {
  /** Everything holds. */
  holds: 0,
  /** An invariant is violated, an expectation failed, or a recording is not matched. */
  violated: 1,
  /** The command or its input is wrong. */
  badInput: 2,
  /** A bug in drydock. */
  bug: 3,
  /** Ctrl-C, before anything was found. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** The user's input cannot be used; the message says what and where, the hint what to do. */
export class BadInput extends Error {
  /** The message; each is printed as one line, whatever is in it. */
  readonly lines: readonly string[];
  readonly hint: string | undefined;

  constructor(message: string | readonly string[], hint?: string) {
    const lines = typeof message === "string" ? [message] : message;
    super(lines.join("\n"));
    this.name = "BadInput";
    this.lines = lines;
    this.hint = hint;
  }
}
