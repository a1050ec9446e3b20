import { z } from "zod";
import { durationSchema } from "./duration.ts";
import { instantSchema } from "./instant.ts";
import { manifestPart, nodePattern, nodePhase, values, workflowPhase } from "./schema-names.ts";

const anyTrigger = {
  at: durationSchema.optional().describe("When it is done"),
  when: z
    .strictObject({
      node: nodePattern.optional(),
      phase: nodePhase.optional(),
      workflow: workflowPhase.optional().describe("A phase of the workflow"),
    })
    .refine(({ node, phase, workflow }) => node !== undefined || phase !== undefined || workflow !== undefined, {
      error: "this condition is empty: give a node, a phase, or the phase of a workflow",
    })
    .optional()
    .describe("Fires the first time that this is true after a change of a workflow's status"),
  after: durationSchema.optional().describe("How long after `when` became true"),
};

const trigger = {
  ...anyTrigger,
  workflow: z.string().optional().describe("Name of the workflow; default: the first, or the one that `when` found"),
};

const cronTrigger = {
  ...anyTrigger,
  cronWorkflow: z.string().optional().describe("Name of the CronWorkflow; default: the first"),
};

const displayName = z.string().describe("Display name of a node");

const actionKinds = [
  z.strictObject({ do: z.literal("terminate"), ...trigger }).describe("argo terminate"),
  z
    .strictObject({
      do: z.literal("stop"),
      ...trigger,
      node: displayName.optional(),
      message: z.string().optional(),
    })
    .describe("argo stop; with a node, only that suspended node"),
  z.strictObject({ do: z.literal("suspend"), ...trigger }).describe("argo suspend"),
  z.strictObject({ do: z.literal("resume"), ...trigger, node: displayName.optional() }).describe("argo resume"),
  z
    .strictObject({
      do: z.literal("set"),
      ...trigger,
      node: displayName,
      phase: nodePhase.optional(),
      message: z.string().optional(),
      parameters: values.optional(),
    })
    .describe("argo node set"),
  z
    .strictObject({
      do: z.literal("retry"),
      ...trigger,
      restartSuccessful: z.boolean().optional(),
      node: displayName.optional(),
      parameters: values.optional(),
    })
    .describe("argo retry"),
  z
    .strictObject({
      do: z.literal("resubmit"),
      ...trigger,
      memoized: z.boolean().optional(),
      parameters: values.optional(),
    })
    .describe("argo resubmit"),
  z
    .strictObject({ do: z.literal("delete"), ...trigger, force: z.boolean().optional().describe("As --force") })
    .describe("argo delete"),
  z
    .strictObject({
      do: z.literal("apply"),
      ...anyTrigger,
      object: manifestPart.describe("A ConfigMap, WorkflowTemplate, ClusterWorkflowTemplate or CronWorkflow"),
    })
    .describe("kubectl apply: replaces an object, or creates it"),
  z.strictObject({ do: z.literal("cron suspend"), ...cronTrigger }).describe("argo cron suspend"),
  z.strictObject({ do: z.literal("cron resume"), ...cronTrigger }).describe("argo cron resume"),
  z.strictObject({ do: z.literal("cron delete"), ...cronTrigger }).describe("argo cron delete"),
  z
    .strictObject({
      do: z.literal("cron backfill"),
      ...cronTrigger,
      start: instantSchema.describe("Runs that were due after this"),
      end: instantSchema.optional().describe("Runs that were due until then (default: now)"),
      name: z.string().optional(),
      parallel: z.boolean().optional(),
      argumentName: z.string().optional().describe("As --argname"),
    })
    .describe("argo cron backfill (v3.7 and later)"),
  z
    .strictObject({ do: z.literal("deletePod"), ...trigger, node: nodePattern.default("*") })
    .describe("kubectl delete pod"),
  z
    .strictObject({ do: z.literal("evict"), ...trigger, node: nodePattern.default("*") })
    .describe("Evicts pods from the node"),
  z
    .strictObject({ do: z.literal("restartController"), ...trigger, for: durationSchema.default(1000) })
    .describe("The controller dies, and a new one starts after `for` (default 1s)"),
] as const;

/** Something that people do, and when. */
export const actionSchema = z
  .discriminatedUnion("do", actionKinds)
  .refine(({ at, when }) => (at === undefined) !== (when === undefined), {
    error: "an action needs either `at` or `when`",
    params: { hint: "Use `at: 12s` for a moment, `when: {...}` for an event." },
  })
  .refine(({ after, when }) => after === undefined || when !== undefined, {
    error: "`after` counts from `when`, which is missing",
    path: ["after"],
  });
