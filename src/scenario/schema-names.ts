import { z } from "zod";

export const nodePattern = z
  .string()
  .describe("Glob over node names (`*` stands for any run of characters), or the exact display name");

export const nodePhase = z.enum(["Pending", "Running", "Succeeded", "Skipped", "Failed", "Error", "Omitted"]);

export const workflowPhase = z.enum(["Pending", "Running", "Succeeded", "Failed", "Error"]);

/** Values by name, as texts. */
export const values = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String));

/** A manifest inside of a scenario file: an object, or text. */
export const manifestPart = z.union([z.string(), z.record(z.string(), z.unknown())]);
