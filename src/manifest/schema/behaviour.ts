import type {
  Backoff,
  Cache,
  ConfigMapKeySelector,
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
  flag,
  intOrString,
  list,
  map,
  number,
  object,
  onlyWith,
  onlyWithout,
  required,
  requiredString,
  string,
  struct,
  written,
  writtenAsNull,
} from "./field-type.ts";
import { configMapKeySelector } from "./kubernetes.ts";
import { argumentsType } from "./parameter.ts";

export const templateRef = struct<TemplateRef>("TemplateRef", {
  name: string,
  template: string,
  clusterScope: flag,
});

export const lifecycleHooks = map(
  struct<LifecycleHook>("LifecycleHook", {
    template: string,
    arguments: written(argumentsType),
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

const mutex = struct<Mutex>("Mutex", { name: string, namespace: string, database: flag });

export const synchronization = struct<Synchronization>("Synchronization", {
  semaphore: onlyWith("synchronization-accepts-singular-fields", semaphore),
  mutex: onlyWith("synchronization-accepts-singular-fields", mutex),
  semaphores: onlyWithout("synchronization-takes-one-lock", list(semaphore)),
  mutexes: onlyWithout("synchronization-takes-one-lock", list(mutex)),
});

const cacheConfigMap = struct<ConfigMapKeySelector>("ConfigMapKeySelector", {
  name: string,
  key: onlyWith("memoization-cache-has-a-key", written(string)),
  optional: boolean,
});

export const memoize = struct<Memoize>("Memoize", {
  key: requiredString,
  cache: writtenAsNull(struct<Cache>("Cache", { configMap: writtenAsNull(cacheConfigMap) })),
  maxAge: requiredString,
});

export const prometheus = struct<Prometheus>("Prometheus", {
  name: requiredString,
  labels: list(struct<MetricLabel>("MetricLabel", { key: requiredString, value: requiredString })),
  help: requiredString,
  when: string,
  gauge: struct<Gauge>("Gauge", { value: requiredString, realtime: writtenAsNull(boolean), operation: string }),
  histogram: struct<Histogram>("Histogram", { value: requiredString, buckets: required(list(number)) }),
  counter: struct<Counter>("Counter", { value: requiredString }),
});

export const metrics = struct<Metrics>("Metrics", { prometheus: required(list(prometheus)) });
