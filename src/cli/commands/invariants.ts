import type { Argv, CommandModule } from "yargs";
import type { CommandContext } from "../command-context.ts";
import { exitCode } from "../exit-code.ts";
import type { ListInvariantsArguments } from "../list-invariants.ts";

/** Lists what every run is checked for. */
export function invariantsCommand(context: CommandContext): CommandModule {
  return {
    command: "invariants",
    describe: "List the invariants that every run is checked for",
    builder: (yargs: Argv) => yargs.option("json", { type: "boolean", describe: "Print as JSON" }),
    handler: async (args) => {
      const { listInvariants } = await import("../list-invariants.ts");
      listInvariants(args as unknown as ListInvariantsArguments, context.terminal);
      context.exitWith(exitCode.holds);
    },
  };
}
