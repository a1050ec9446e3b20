import { z } from "zod";

export const nodePattern = z
  .string()
  .describe("Glob over node names (`*` stands for any run of characters), or the exact display name");

export const nodePhase = z.enum(["Pending", "Running", "Succeeded", "Skipped", "Failed", "Error", "Omitted"]);

export const workflowPhase = z.enum(["Pending", "Running", "Succeeded", "Failed", "Error"]);
