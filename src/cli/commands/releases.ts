import type { Argv, CommandModule } from "yargs";
import type { CommandContext } from "../command-context.ts";
import { exitCode } from "../exit-code.ts";
import type { ListReleasesArguments } from "../list-releases.ts";

/** Lists what is different between releases of the controller. */
export function releasesCommand(context: CommandContext): CommandModule {
  return {
    command: "releases",
    describe: "List how releases of the workflow-controller differ from the newest",
    builder: (yargs: Argv) =>
      yargs
        .option("engine", { type: "string", describe: "Only what is different on this release" })
        .option("json", { type: "boolean", describe: "Print as JSON" })
        .example("$0 releases --engine v3.5.7", "What changes when you upgrade from v3.5.7"),
    handler: async (args) => {
      const { listReleases } = await import("../list-releases.ts");
      listReleases(args as unknown as ListReleasesArguments, context.terminal);
      context.exitWith(exitCode.holds);
    },
  };
}
