import yargs from "yargs";
import { didYouMean } from "../manifest/nearest-name.ts";
import type { CommandContext } from "./command-context.ts";
import { conformCommand } from "./commands/conform.ts";
import { fuzzCommand } from "./commands/fuzz.ts";
import { invariantsCommand } from "./commands/invariants.ts";
import { releasesCommand } from "./commands/releases.ts";
import { runCommand } from "./commands/run.ts";
import { BadInput, type ExitCode, exitCode } from "./exit-code.ts";
import type { Terminal } from "./terminal.ts";

/** Runs the command line: `drydock ARGS`. */
export async function drydock(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let code: ExitCode = exitCode.holds;
  const context: CommandContext = {
    terminal,
    exitWith: (wanted) => {
      code = wanted;
    },
  };
  try {
    await parser(context).parseAsync([...args], {}, (_error, _argv, output) => {
      if (output !== "") terminal.out(`${output}\n`);
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
    .completion("completion", "Print a completion script for the shell")
    .demandCommand(1, "name a command")
    .strict()
    .recommendCommands()
    .exitProcess(false)
    .showHelpOnFail(false)
    .help()
    .alias("help", "h")
    .version()
    .wrap(100);
  return cli.fail((message, error) => {
    if (error !== undefined && error !== null && error.name !== "YError") throw error;
    throw new BadInput(message ?? error.message, usageHint(message ?? "", optionNames(cli)));
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
    write(`${colors.red("error:")} ${error.message}\n`);
    if (error.hint !== undefined) write(`  ${error.hint}\n`);
    return exitCode.badInput;
  }
  const message = error instanceof Error ? error.message : String(error);
  write(`${colors.red("This is a bug in drydock:")} ${message}\n`);
  write("  Please report it, with the command and its files. DRYDOCK_DEBUG=1 shows where it happened.\n");
  if (debug && error instanceof Error) write(`${error.stack}\n`);
  return exitCode.bug;
}
