import { randomUUID } from "node:crypto";
import { printableLine } from "../manifest/printable-line.ts";
import type { Colors } from "../report/colors.ts";
import type { OutputStreams } from "./output-streams.ts";

/**
 * What commands print with: the edge at which all that reporters say becomes printable. Whatever a line holds, it stays
 * one line, and shows no colours but ours.
 */
export interface Terminal {
  /** Prints lines of a result. */
  readonly out: (lines: readonly string[]) => void;
  /** Prints a result that is JSON, which escapes for itself. */
  readonly json: (text: string) => void;
  /** Prints lines about a result. */
  readonly error: (lines: readonly string[]) => void;
  readonly colors: Colors;
  /** Whether a bug is shown with its stack. */
  readonly debug: boolean;
}

/** A value may have megabytes, which nobody reads in a line. */
const longestLine = 20_000;

function shortened(line: string): string {
  if (line.length <= longestLine) return line;
  return `${line.slice(0, longestLine)}... (${line.length - longestLine} more characters)`;
}

const escapeCharacter = "\u001b";

/** The terminal that writes to streams. */
export function terminalOn({ out, error, colors, debug }: OutputStreams): Terminal {
  // Stands for the escape character of our own colours until those of other people are escaped: they cannot guess it.
  const mark = `<${randomUUID()}>`;
  const print = (write: (text: string) => void) => (lines: readonly string[]) => {
    if (lines.length === 0) return;
    const printable = lines.map((line) => printableLine(shortened(line)).replaceAll(mark, escapeCharacter));
    write(`${printable.join("\n")}\n`);
  };
  return {
    out: print(out),
    json: (text) => out(`${text}\n`),
    error: print(error),
    colors: markedColors(colors, mark),
    debug,
  };
}

/** Colours that write `mark` in place of the escape character. */
function markedColors(colors: Colors, mark: string): Colors {
  const marked = Object.entries(colors).map(([name, format]) => {
    if (typeof format !== "function") return [name, format];
    const [open = "", close = ""] = format("x").replaceAll(escapeCharacter, mark).split("x");
    return [name, (text: string | number | null | undefined) => `${open}${text}${close}`];
  });
  return Object.fromEntries(marked) as Colors;
}
