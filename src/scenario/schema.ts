import { z } from "zod";
import { faultKinds } from "../cluster/api-server/faults.ts";
import { meantReleases } from "../releases/index.ts";
import { actionSchema } from "./action-schema.ts";
import { controllerSchema } from "./controller-schema.ts";
import { durationSchema } from "./duration.ts";
import { expectSchema } from "./expect-schema.ts";
import { instantSchema } from "./instant.ts";
import { manifestPart, nodePattern, values } from "./schema-names.ts";

const submission = z
  .strictObject({
    workflow: z.string().optional().describe("Name of a Workflow in the manifests"),
    from: z
      .string()
      .optional()
      .describe("As argo submit --from: workflowtemplate/NAME or clusterworkflowtemplate/NAME, in place of `workflow`"),
    name: z.string().optional().describe("As argo submit --name (default: that of the Workflow or template)"),
    at: durationSchema.default(0).describe("When it is submitted"),
    parameters: values.optional().describe("As argo submit -p"),
    entrypoint: z.string().optional().describe("As argo submit --entrypoint"),
    priority: z.int().optional().describe("As argo submit --priority"),
  })
  .refine(({ workflow, from }) => (workflow === undefined) !== (from === undefined), {
    error: "a submission needs either `workflow` or `from`",
    params: { hint: "Use `workflow: NAME` for a Workflow, `from: workflowtemplate/NAME` for a template." },
  })
  .describe("A workflow to create, and when");

const podOutputs = z.strictObject({
  result: z.string().optional().describe("Standard output, as {{...outputs.result}} shows it"),
  parameters: values.optional().describe("Values of output parameters, by name"),
});

const podTimes = {
  pending: durationSchema.optional().describe("How long the pod is Pending (default 1.1s)"),
  run: durationSchema.optional().describe("How long the pod then runs (default 5.3s)"),
};

const containerEnd = z
  .strictObject({
    exitCode: z.int().min(0).max(255).optional(),
    reason: z.string().optional(),
    message: z.string().optional(),
  })
  .describe("How one container ends");

const podRule = z
  .strictObject({
    node: nodePattern.optional(),
    template: z.string().optional().describe("Name of the template"),
    times: z.int().min(1).optional().describe("Serves only this many pods; later ones go to the next rule"),
    ...podTimes,
    exitCode: z.int().min(0).max(255).optional().describe("Exit code of the user's containers (default 0)"),
    reason: z.string().optional().describe("Reason of the containers' end, for example OOMKilled"),
    message: z.string().optional().describe("Message of the containers' end"),
    containers: z
      .record(z.string(), containerEnd)
      .optional()
      .describe("Containers that end otherwise, by name; also `init` and `wait`, the executor's own"),
    outputs: podOutputs.optional(),
    onSigterm: z
      .union([z.literal("ignore"), durationSchema])
      .optional()
      .describe("How long the containers go on after SIGTERM, or ignore: until SIGKILL"),
    artifactErrors: values
      .optional()
      .describe("Artifacts that a pod of artifact garbage collection cannot delete, and why"),
    stuck: z.string().optional().describe("The pod stays Pending for this reason, for example ImagePullBackOff"),
    end: z
      .enum(["evicted", "deleted"])
      .optional()
      .describe(
        "Once the containers have run for their time, the pod is evicted or deleted and does not end by itself",
      ),
    taskResult: z.literal("lost").optional().describe("The executor never reports"),
    taskResultDelay: durationSchema.optional().describe("How long after the pod's end the executor's report arrives"),
  })
  .describe("What pods do; the first rule that fits a new pod serves it");

const fault = z
  .strictObject({
    do: z.enum(faultKinds).describe("What the controller's request meets"),
    from: durationSchema.default(0),
    to: durationSchema.optional().describe("Default: for ever"),
    times: z.int().min(1).optional().describe("Strikes only this many requests"),
    resource: z
      .enum([
        "pods",
        "workflows",
        "workflowtaskresults",
        "workflowtasksets",
        "workflowartifactgctasks",
        "cronworkflows",
        "configmaps",
        "persistentvolumeclaims",
      ])
      .optional()
      .describe("Requests about these objects alone (default: all; `conflict`: workflows)"),
    verb: z
      .enum(["create", "get", "list", "update", "patch", "apply", "delete", "exec"])
      .optional()
      .describe("Requests of this verb alone (default: all; `conflict`: update)"),
    name: z.string().optional().describe("Glob over names of the objects"),
    node: nodePattern.optional().describe("Node pattern: requests about their pods alone"),
  })
  .refine(({ do: kind, times, to }) => !kind.startsWith("controllerDies") || times !== undefined || to !== undefined, {
    error: "a controller that dies at each request never gets anywhere",
    params: { hint: "Add `times: 1`." },
    path: ["do"],
  })
  .describe("What goes wrong with requests of the controller to the API server, and when");

const oneOrMore = z.union([z.string().transform((one) => [one]), z.array(z.string()).min(1)]);

/** The scenario file. The one source of its TypeScript types and of `scenario.schema.json`. */
export const scenarioSchema = z
  .strictObject({
    $schema: z.string().optional(),
    name: z.string().optional().describe("Default: the name of the file"),
    description: z.string().optional(),
    links: z.array(z.string()).optional(),
    engine: oneOrMore
      .transform(meantReleases)
      .optional()
      .describe(
        "Releases of the workflow-controller to play it on; all: those that are recorded (default: the newest)",
      ),
    manifests: oneOrMore.optional().describe("Files of manifests, relative to this file"),
    workflow: manifestPart.optional().describe("The Workflow itself, as an object or as text"),
    objects: z
      .union([z.string(), z.array(manifestPart)])
      .optional()
      .describe("More objects, as objects or as text"),
    submit: z.array(submission).optional().describe("Default: every Workflow of the manifests at 0s"),
    controller: controllerSchema.optional(),
    defaults: z.strictObject(podTimes).optional().describe("Times of pods whose rule gives none"),
    pods: z.array(podRule).optional(),
    actions: z.array(actionSchema).optional(),
    faults: z.array(fault).optional(),
    choices: values
      .optional()
      .describe(
        "What else is otherwise than usual: options by the label of the choice, `label#n` for the n-th time alone. A " +
          "search writes them where no other field says the same; `drydock choices` lists the kinds",
      ),
    startTime: instantSchema
      .optional()
      .describe("The wall clock at 0s, for schedules of CronWorkflows and for dates (default 2000-01-01T00:00:01Z)"),
    limit: durationSchema
      .optional()
      .describe(
        "Virtual time at which the run ends, if its workflows have not ended before (default 2h). CronWorkflows without " +
          "a Workflow are played to the limit (default: right before the third run of each is due)",
      ),
    until: durationSchema
      .optional()
      .describe("The run goes on until then, even if all has ended before; for what a ttlStrategy does, for example"),
    expect: expectSchema.optional(),
  })
  .refine(
    ({ manifests, workflow, objects }) => manifests !== undefined || workflow !== undefined || objects !== undefined,
    {
      error: "this scenario has no workflow",
      params: { hint: "Name a file in `manifests:`, or write the Workflow under `workflow:`." },
    },
  );

export type Scenario = Readonly<z.output<typeof scenarioSchema>>;
export type Submission = Readonly<z.output<typeof submission>>;
export type PodRule = Readonly<z.output<typeof podRule>>;
export type ScenarioAction = Readonly<z.output<typeof actionSchema>>;
export type ActionCondition = NonNullable<ScenarioAction["when"]>;
export type Fault = Readonly<z.output<typeof fault>>;
export type ControllerSettings = Readonly<z.output<typeof controllerSchema>>;
