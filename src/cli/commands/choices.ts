import type { Argv, CommandModule } from "yargs";
import type { CommandContext } from "../command-context.ts";
import { exitCode } from "../exit-code.ts";
import type { ListChoicesArguments } from "../list-choices.ts";

/** Lists what one run may have otherwise than another. */
export function choicesCommand(context: CommandContext): CommandModule {
  return {
    command: "choices",
    describe: "List the kinds of choices that a run may make otherwise than another, for `choices:` and `fuzz --vary`",
    builder: (yargs: Argv) => yargs.option("json", { type: "boolean", describe: "Print as JSON" }),
    handler: async (args) => {
      const { listChoices } = await import("../list-choices.ts");
      listChoices(args as unknown as ListChoicesArguments, context.terminal);
      context.exitWith(exitCode.holds);
    },
  };
}
