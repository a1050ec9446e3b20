import type { Argv, CommandModule } from "yargs";
import { type WorldName, worldNames } from "../../cluster/world.ts";
import { defaultSearchPlays } from "../../conformance/conform.ts";
import type { CommandContext } from "../command-context.ts";
import type { ConformArguments } from "../run-conform.ts";

/** Plays recorded cases and compares. */
export function conformCommand(context: CommandContext): CommandModule {
  return {
    command: "conform <dir..>",
    describe: "Compare with recorded timelines of the real controller",
    builder: (yargs: Argv) =>
      yargs
        .positional("dir", { type: "string", array: true, describe: "Folders with NAME.scenario.yaml and its traces" })
        .option("profile", { type: "string", array: true, nargs: 1, describe: "Only this profile; repeatable" })
        .option("engine", { type: "string", array: true, nargs: 1, describe: "Only this release; repeatable" })
        .option("case", { type: "string", array: true, nargs: 1, describe: "Only cases whose name fits this glob" })
        .option("first", { type: "boolean", describe: "Show the first difference of each failing case" })
        .option("group", { type: "boolean", describe: "Count the first differences by kind" })
        .option("min", {
          type: "number",
          default: 100,
          describe: "Exit with 1 when a profile has fewer exact cases on a release, in percent",
        })
        .option("plays", {
          type: "number",
          default: defaultSearchPlays,
          describe: "Runs of a case to try, in other orders that the real controller could take; 0 for none",
        })
        .option("world", {
          choices: worldNames,
          default: "recorded" satisfies WorldName,
          describe: "Where they were recorded: beside the older fake API server, or in a cluster as run plays it",
        })
        .option("show", { type: "string", describe: "Print this case: its files and what was recorded" })
        .option("add", {
          type: "string",
          array: true,
          nargs: 1,
          describe: "Take the cases of this folder into the archives of <dir>; repeatable",
        })
        .option("json", { type: "boolean", describe: "Print the table as JSON" })
        .conflicts("json", ["first", "group"])
        .example("$0 conform recordings --engine v4.1.2 --first", "What differs on v4.1.2")
        .example("$0 conform recordings --show steps-3 --engine v4.1.2", "A case, to read")
        .example("$0 conform recordings --group", "The most frequent kinds of differences"),
    handler: async (args) => {
      const { runConform } = await import("../run-conform.ts");
      context.exitWith(runConform(args as unknown as ConformArguments, context.terminal));
    },
  };
}
