import yargs from "yargs";
import { didYouMean } from "../manifest/nearest-name.ts";
import { standardInput } from "../scenario/read-file-from-disk.ts";
import type { CommandContext } from "./command-context.ts";
import { choicesCommand } from "./commands/choices.ts";
import { conformCommand } from "./commands/conform.ts";
import { fuzzCommand } from "./commands/fuzz.ts";
import { invariantsCommand } from "./commands/invariants.ts";
import { releasesCommand } from "./commands/releases.ts";
import { runCommand } from "./commands/run.ts";
import { BadInput, type ExitCode, exitCode } from "./exit-code.ts";
import type { OutputStreams } from "./output-streams.ts";
import { packageVersion } from "./package-version.ts";
import { type Terminal, terminalOn } from "./terminal.ts";

/** Runs the command line: `drydock ARGS`. */
export async function drydock(args: readonly string[], streams: OutputStreams): Promise<ExitCode> {
  const terminal = terminalOn(streams);
  let code: ExitCode = exitCode.holds;
  const context: CommandContext = {
    terminal,
    exitWith: (wanted) => {
      code = wanted;
    },
  };
  try {
    // To yargs a dash alone is nothing.
    const given = args.map((argument) => (argument === "-" ? standardInput : argument));
    await parser(context).parseAsync(given, {}, (_error, _argv, output) => {
      // Help and completion scripts are texts of our own.
      if (output !== "") streams.out(`${output}\n`);
    });
    return code;
  } catch (error) {
    return reportError(error, terminal);
  }
}

function parser(context: CommandContext) {
  const cli = yargs()
    .scriptName("drydock")
    .usage("$0 COMMAND\n\nTest your Argo workflows without a cluster.")
    .command(runCommand(context))
    .command(fuzzCommand(context))
    .command(conformCommand(context))
    .command(releasesCommand(context))
    .command(invariantsCommand(context))
    .command(choicesCommand(context))
    .completion("completion", "Print a completion script for the shell")
    .demandCommand(1, "name a command")
    .strict()
    .recommendCommands()
    .exitProcess(false)
    .showHelpOnFail(false)
    .help()
    .alias("help", "h")
    .version(packageVersion())
    .wrap(100);
  return cli.fail((message, error) => {
    if (error !== undefined && error !== null && error.name !== "YError") throw error;
    const lines = (message ?? error.message).split("\n");
    throw new BadInput(lines, usageHint(message ?? "", optionNames(cli)));
  });
}

/** yargs knows them, its types do not. */
function optionNames(cli: unknown): readonly string[] {
  return Object.keys((cli as { getOptions(): { readonly key: object } }).getOptions().key);
}

/** The nearest option for a misspelt one. */
function usageHint(message: string, options: readonly string[]): string {
  const unknown = /^Unknown arguments?: ([\w-]+)/.exec(message)?.[1];
  const nearest = unknown === undefined ? undefined : didYouMean(unknown, options);
  return nearest ?? "See drydock --help.";
}

function reportError(error: unknown, { error: write, colors, debug }: Terminal): ExitCode {
  if (error instanceof BadInput) {
    const [message = "", ...more] = error.lines;
    write([`${colors.red("error:")} ${message}`, ...more]);
    if (error.hint !== undefined) write([`  ${error.hint}`]);
    return exitCode.badInput;
  }
  const message = error instanceof Error ? error.message : String(error);
  write([
    `${colors.red("This is a bug in drydock:")} ${message}`,
    "  Please report it, with the command and its files. DRYDOCK_DEBUG=1 shows where it happened.",
  ]);
  if (debug && error instanceof Error) write(error.stack?.split("\n") ?? []);
  return exitCode.bug;
}
