import { z } from "zod";
import { durationSchema } from "./duration.ts";
import { instantSchema } from "./instant.ts";
import { nodePattern, nodePhase, workflowPhase } from "./schema-names.ts";

const message = z.string().describe("Glob over the message");

const value = z
  .union([z.string(), z.number(), z.boolean()])
  .transform(String)
  .nullable()
  .describe("Glob over the value; null: there is none");

const values = {
  parameters: z.record(z.string(), value).optional().describe("Values by name"),
  artifacts: z.array(z.string()).optional().describe("Names of all artifacts"),
};

const outputs = z.strictObject({
  ...values,
  result: value.optional().describe("Standard output of a script or container"),
  exitCode: value.optional(),
});

const deleted = z.boolean().optional().describe("Whether it has been deleted");

const finalWorkflow = z
  .strictObject({
    phase: workflowPhase.optional(),
    message: message.optional(),
    outputs: z.strictObject(values).optional().describe("Outputs of nodes with a globalName"),
    volumeClaims: z.int().min(0).optional().describe("How many volume claims it has in the end"),
    deleted,
  })
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
    template: z.string().optional().describe("Name of the template"),
    inputs: z.strictObject(values).optional(),
    outputs: outputs.optional(),
    memoized: z.boolean().optional().describe("Whether its outputs were found in the memoization cache"),
  })
  .describe("How the nodes end that fit the pattern: all of them, and there is at least one");

const number = z.int().min(0).optional();

const finalPods = z
  .strictObject({
    created: number.describe("How many pods were created"),
    left: number.describe("How many of them have not been deleted"),
  })
  .describe("What becomes of the pods of nodes");

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
  of: z.string().optional().describe("Name of the workflow, or a glob (default: any)"),
  workflow: workflowPhase.optional().describe("A phase of the workflow"),
  node: nodePattern.optional(),
  phase: nodePhase.optional(),
  message: message.optional(),
  deleted,
  atLeast: z.int().min(1).default(1).describe("Of how many nodes, or else workflows, it is true at once"),
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

const refusal = z
  .strictObject({ do: z.string().optional().describe("The action"), message: message.optional() })
  .describe("An action that is refused, and the error that the user sees");

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
  pods: z
    .record(z.string(), z.union([z.int().min(0), finalPods]))
    .optional()
    .describe("By node pattern; `agent` for the pod that makes HTTP requests. A number says how many were created"),
  timeline: z.array(timedFact).optional(),
  order: z.array(order).optional(),
  never: z.array(someFact).optional().describe("What is true at no instant"),
  eventually: z.array(someFact).optional().describe("What is true at some instant"),
  refused: z.array(refusal).optional().describe("Actions that are refused; others must not be"),
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
export type ExpectedRefusal = Readonly<z.output<typeof refusal>>;
export type FinalPods = Readonly<z.output<typeof finalPods>>;
export type ExpectedValues = Readonly<z.output<typeof outputs>>;
export type FinalNodes = Readonly<z.output<typeof finalNodes>>;
