import type {
  Backoff,
  Cache,
  Counter,
  Gauge,
  Histogram,
  LifecycleHook,
  Memoize,
  MetricLabel,
  Metrics,
  Mutex,
  Prometheus,
  RetryStrategy,
  SemaphoreRef,
  Synchronization,
  TemplateRef,
} from "../types.ts";
import {
  boolean,
  intOrString,
  list,
  map,
  number,
  object,
  required,
  requiredString,
  string,
  struct,
} from "./field-type.ts";
import { configMapKeySelector } from "./kubernetes.ts";
import { argumentsType } from "./parameter.ts";

export const templateRef = struct<TemplateRef>("TemplateRef", {
  name: string,
  template: string,
  clusterScope: boolean,
});

export const lifecycleHooks = map(
  struct<LifecycleHook>("LifecycleHook", {
    template: string,
    arguments: argumentsType,
    templateRef,
    expression: string,
  }),
);

export const retryStrategy = struct<RetryStrategy>("RetryStrategy", {
  limit: intOrString,
  retryPolicy: string,
  backoff: struct<Backoff>("Backoff", { duration: string, factor: intOrString, maxDuration: string, cap: string }),
  affinity: struct<{ nodeAntiAffinity?: unknown }>("RetryAffinity", { nodeAntiAffinity: object }),
  expression: string,
});

const semaphore = struct<SemaphoreRef>("SemaphoreRef", {
  configMapKeyRef: configMapKeySelector,
  namespace: string,
  database: struct<{ key: string }>("SyncDatabaseRef", { key: requiredString }),
});

const mutex = struct<Mutex>("Mutex", { name: string, namespace: string, database: boolean });

export const synchronization = struct<Synchronization>("Synchronization", {
  semaphore,
  mutex,
  semaphores: list(semaphore),
  mutexes: list(mutex),
});

export const memoize = struct<Memoize>("Memoize", {
  key: requiredString,
  cache: struct<Cache>("Cache", { configMap: configMapKeySelector }),
  maxAge: requiredString,
});

const prometheus = struct<Prometheus>("Prometheus", {
  name: requiredString,
  labels: list(struct<MetricLabel>("MetricLabel", { key: requiredString, value: requiredString })),
  help: requiredString,
  when: string,
  gauge: struct<Gauge>("Gauge", { value: requiredString, realtime: boolean, operation: string }),
  histogram: struct<Histogram>("Histogram", { value: requiredString, buckets: required(list(number)) }),
  counter: struct<Counter>("Counter", { value: requiredString }),
});

export const metrics = struct<Metrics>("Metrics", { prometheus: required(list(prometheus)) });
