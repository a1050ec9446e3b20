import type { Argv, CommandModule } from "yargs";
import type { CommandContext } from "../command-context.ts";
import type { RunArguments } from "../run-scenarios.ts";

/** Plays scenarios and judges them. */
export function runCommand(context: CommandContext): CommandModule {
  return {
    command: "run <path..>",
    describe: "Play scenarios or manifests, and judge them",
    builder: (yargs: Argv) =>
      yargs
        .positional("path", {
          type: "string",
          array: true,
          describe: "Scenario files, manifests, or folders with NAME.scenario.yaml in them",
        })
        .option("engine", {
          type: "string",
          array: true,
          nargs: 1,
          describe:
            "Release of the workflow-controller, in place of those that the scenario names (all: those that are recorded); repeatable",
        })
        .option("output", {
          alias: "o",
          choices: ["tree", "timeline", "pods", "json"] as const,
          default: "tree" as const,
          describe: "What to show of each run",
        })
        .option("pods", { type: "boolean", describe: "With -o json: tell all that pods are given, too" })
        .option("verbose", {
          type: "boolean",
          describe: "With -o pods: show the executor's containers and the processed templates, too",
        })
        .option("quiet", { alias: "q", type: "boolean", describe: "Show only how the runs were judged" })
        .example("$0 run workflow.yaml", "Play a manifest: every pod succeeds")
        .example("$0 run tests/ --engine v3.5.7 --engine v4.1.2", "Play all scenarios of a folder on two releases")
        .example("$0 run workflow.yaml -o pods", "Show what each pod is given: image, command, arguments, environment")
        .example("$0 run stuck.scenario.yaml -o timeline", "Show what happens when"),
    handler: async (args) => {
      const { runScenarios } = await import("../run-scenarios.ts");
      context.exitWith(runScenarios(args as unknown as RunArguments, context.terminal));
    },
  };
}
