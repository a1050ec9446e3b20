import type { Argv, CommandModule } from "yargs";
import type { CommandContext } from "../command-context.ts";
import type { FuzzArguments } from "../run-fuzz.ts";

/** Searches for timings that violate an invariant. */
export function fuzzCommand(context: CommandContext): CommandModule {
  return {
    command: "fuzz <path>",
    describe: "Search for what pods and people may do, and when, that violates an invariant",
    builder: (yargs: Argv) =>
      yargs
        .positional("path", { type: "string", describe: "A scenario file or a manifest" })
        .option("runs", { type: "number", default: 1000, describe: "How often it is played" })
        .option("seed", { type: "string", default: "1", describe: "The same seed finds the same" })
        .option("engine", {
          type: "string",
          array: true,
          nargs: 1,
          describe:
            "Release of the workflow-controller, in place of those that the scenario names (all: those that are recorded); repeatable",
        })
        .option("vary", {
          type: "string",
          array: true,
          nargs: 1,
          describe:
            "A kind of choices to vary with all its options, beside what is usually varied (drydock choices lists them; all: every kind); repeatable",
        })
        .option("out", {
          type: "string",
          default: "drydock-findings",
          describe: "Folder for the scenario files of what is found",
        })
        .option("limit", { type: "number", describe: "Stop once so many distinct violations are found" })
        .option("json", { type: "boolean", describe: "Print the findings as JSON" })
        .example("$0 fuzz workflow.yaml --runs 5000", "Search on the newest release")
        .example("$0 fuzz workflow.yaml --engine v3.5.7 --seed 7", "Search an older release, with another seed"),
    handler: async (args) => {
      const { runFuzz } = await import("../run-fuzz.ts");
      context.exitWith(await runFuzz(args as unknown as FuzzArguments, context.terminal));
    },
  };
}
