import { z } from "zod";
import { durationSchema } from "./duration.ts";
import { instantSchema } from "./instant.ts";
import { nodePattern, nodePhase, workflowPhase } from "./schema-names.ts";

const message = z.string().describe("Glob over the message");

const finalWorkflow = z
  .strictObject({ phase: workflowPhase.optional(), message: message.optional() })
  .describe("How a workflow ends");

const finalNodes = z
  .strictObject({
    phase: z
      .union([nodePhase, z.array(nodePhase).min(1)])
      .optional()
      .describe("A phase, or one of several"),
    message: message.optional(),
    exists: z.boolean().optional(),
    count: z.int().min(0).optional().describe("How many nodes there are"),
  })
  .describe("How the nodes end that fit the pattern: all of them, and there is at least one");

const number = z.int().min(0).optional();

const finalCronWorkflow = z
  .strictObject({
    phase: z.enum(["Active", "Stopped"]).optional(),
    runs: number.describe("How many workflows it has submitted"),
    active: number.describe("How many of them have not ended"),
    succeeded: number.describe("How many of them its status counts as succeeded"),
    failed: number.describe("How many of them its status counts as failed"),
    lastScheduledTime: instantSchema.optional().describe("When its last run was due"),
    condition: z.string().optional().describe("Glob over a condition, written TYPE: MESSAGE"),
  })
  .describe("How a CronWorkflow ends");

/** Something that is true of a workflow or of some node at one instant. */
const fact = {
  workflow: workflowPhase.optional().describe("A phase of the workflow"),
  node: nodePattern.optional(),
  phase: nodePhase.optional(),
  message: message.optional(),
};

const someFact = z.strictObject(fact);

const timedFact = z
  .strictObject({
    ...fact,
    at: durationSchema.optional().describe("It is true at this instant"),
    before: durationSchema.optional().describe("It becomes true, and does so before this instant"),
    after: durationSchema.optional().describe("It becomes true, and not before this instant"),
  })
  .refine(({ at, before, after }) => at !== undefined || before !== undefined || after !== undefined, {
    error: "a timed expectation needs `at`, `before` or `after`",
  });

const order = z.union([
  z.array(z.string()).min(2).describe("Nodes, each finished before the next starts"),
  z.strictObject({ starts: z.array(z.string()).min(2) }).describe("Nodes in the order in which they start"),
  z.strictObject({ finishes: z.array(z.string()).min(2) }).describe("Nodes in the order in which they finish"),
]);

const invariantNames = z.array(z.string());

const expectations = {
  workflow: z.union([workflowPhase, finalWorkflow]).optional().describe("How the first workflow ends"),
  workflows: z
    .record(z.string(), z.union([workflowPhase, finalWorkflow]))
    .optional()
    .describe("By workflow name, or by a glob: all that fit, and there is at least one"),
  cronWorkflows: z.record(z.string(), finalCronWorkflow).optional().describe("By name of the CronWorkflow"),
  nodes: z
    .record(z.string(), z.union([nodePhase, finalNodes]))
    .optional()
    .describe("By node pattern"),
  timeline: z.array(timedFact).optional(),
  order: z.array(order).optional(),
  never: z.array(someFact).optional().describe("What is true at no instant"),
  eventually: z.array(someFact).optional().describe("What is true at some instant"),
  violates: invariantNames.optional().describe("Invariants that are broken, as a known defect breaks them"),
  except: invariantNames.optional().describe("Invariants that are not checked"),
};

/** What a scenario expects, and what it expects differently on some releases. */
export const expectSchema = z
  .strictObject({
    ...expectations,
    engines: z
      .record(z.string(), z.strictObject(expectations))
      .optional()
      .describe("By range of releases, for example <3.5.8: sections that replace those above"),
  })
  .describe("What must be true; the invariants must hold unless excepted");

export type Expectations = Readonly<z.output<typeof expectSchema>>;
export type ReleaseExpectations = Omit<Expectations, "engines">;
export type Fact = Readonly<z.output<typeof someFact>>;
export type TimedFact = Readonly<z.output<typeof timedFact>>;
export type Order = Readonly<z.output<typeof order>>;
export type FinalWorkflow = Readonly<z.output<typeof finalWorkflow>>;
export type FinalCronWorkflow = Readonly<z.output<typeof finalCronWorkflow>>;
export type FinalNodes = Readonly<z.output<typeof finalNodes>>;
