/** The Prometheus metrics that a workflow or template emits. */
export interface Metrics {
  readonly prometheus: readonly Prometheus[];
}

export interface Prometheus {
  readonly name: string;
  readonly labels?: readonly MetricLabel[];
  readonly help: string;
  readonly when?: string;
  readonly gauge?: Gauge;
  readonly histogram?: Histogram;
  readonly counter?: Counter;
}

export interface MetricLabel {
  readonly key: string;
  readonly value: string;
}

export interface Gauge {
  readonly value: string;
  readonly realtime?: boolean;
  readonly operation?: string;
}

export interface Histogram {
  readonly value: string;
  readonly buckets: readonly number[];
}

export interface Counter {
  readonly value: string;
}
