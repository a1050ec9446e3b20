import { z } from "zod";
import { durationSchema } from "./duration.ts";
import { values } from "./schema-names.ts";

const kept = z.int().min(0).default(0);

/** A container of Kubernetes, as the controller's configuration writes it. */
const container = z.record(z.string(), z.unknown());

const store = z.record(z.string(), z.unknown());

const artifactRepository = z.strictObject({
  archiveLogs: z.boolean().optional(),
  s3: store.optional(),
  gcs: store.optional(),
  oss: store.optional(),
  azure: store.optional(),
  hdfs: store.optional(),
  artifactory: store.optional(),
  plugin: store.optional(),
});

/** `controller:` of a scenario. */
export const controllerSchema = z
  .strictObject({
    parallelism: z.int().min(1).optional().describe("Workflows that run at the same time"),
    namespaceParallelism: z.int().min(1).optional().describe("Workflows of one namespace that run at the same time"),
    workflowInformerLag: durationSchema.optional().describe("How long each change of a workflow takes to be seen"),
    workflowDefaults: z.record(z.string(), z.unknown()).optional(),
    workflowRestrictions: z.strictObject({ templateReferencing: z.enum(["Strict", "Secure"]).optional() }).optional(),
    persistence: z
      .strictObject({
        archive: z.boolean().optional(),
        archiveLabelSelector: z
          .strictObject({
            matchLabels: z.record(z.string(), z.string()).optional(),
            matchExpressions: z
              .array(z.strictObject({ key: z.string(), operator: z.string(), values: z.array(z.string()).optional() }))
              .optional(),
          })
          .optional(),
      })
      .optional()
      .describe("Archives finished workflows"),
    failedPodRestart: z
      .strictObject({ enabled: z.boolean().optional(), maxRestarts: z.int().min(0).optional() })
      .optional()
      .describe("Replaces pods that the cluster ends before their work has begun (v4.0 and later)"),
    artifactDrivers: z
      .array(z.looseObject({ name: z.string(), image: z.string().optional() }))
      .optional()
      .describe("Artifact plugins that pods may use"),
    instanceID: z.string().optional().describe("Tells apart controllers that share a cluster; a label of their pods"),
    mainContainer: container.optional().describe("Defaults of the containers that do a template's work"),
    executor: container
      .optional()
      .describe("What the executor's containers get: image, imagePullPolicy, resources, env, args, securityContext"),
    images: z
      .record(
        z.string(),
        z.strictObject({ entrypoint: z.array(z.string()).optional(), cmd: z.array(z.string()).optional() }),
      )
      .optional()
      .describe("What images start by themselves, by name; used where a container gives no command"),
    kubeConfig: z
      .strictObject({
        secretName: z.string(),
        secretKey: z.string(),
        volumeName: z.string().optional(),
        mountPath: z.string().optional(),
      })
      .optional()
      .describe("The secret with the kubeconfig that the executor is to use"),
    artifactRepository: artifactRepository
      .optional()
      .describe("Where artifacts go that name no place (default: the S3 bucket my-bucket at my-endpoint)"),
    initialDelay: durationSchema.optional().describe("How long a new workflow waits before it is looked at"),
    podGCDeleteDelayDuration: durationSchema.optional().describe("Delay of podGC where a workflow gives none (5s)"),
    retentionPolicy: z
      .strictObject({ completed: kept, failed: kept, errored: kept })
      .optional()
      .describe("How many finished workflows are kept; 0: none"),
    environment: values.optional().describe("Environment of the controller, for example DEFAULT_REQUEUE_TIME"),
  })
  .describe("Configuration and environment of the workflow-controller");
