import { quote } from "../../expression/go-format.ts";
import { prometheus } from "../../manifest/schema/behaviour.ts";
import type { Metrics, Prometheus } from "../../manifest/types.ts";
import { evaluateWhen } from "../arguments/should-execute.ts";
import type { Operation } from "../reconcile/operation.ts";
import { substitute } from "../substitution/substitute.ts";
import type { MetricScope } from "./metric-scope.ts";

/** `realtime`: only the gauges that follow a value as it changes. */
export type MetricSelection = "realtime" | "all";

/**
 * Emits metrics, as far as that shows in a workflow: what is wrong with them becomes its condition `MetricsError`
 * (`computeMetrics`).
 */
export function emitMetrics(
  operation: Operation,
  metrics: Metrics | undefined,
  scope: MetricScope,
  selection: MetricSelection,
): void {
  for (const metric of metrics?.prometheus ?? []) {
    if (selection === "realtime" && metric.gauge?.realtime !== true) continue;
    const problem = problemOf(operation, metric, scope);
    if (problem !== undefined) reportError(operation, problem);
  }
}

function problemOf(operation: Operation, metric: Prometheus, scope: MetricScope): string | undefined {
  const { name } = metric;
  if (!metric.help) return `metric '${name}' must contain a help string under 'help: ' field`;
  const substituted = substitute(prometheus, metric, scope.variables, "all", operation.valueContext);
  if (!substituted.ok) return `unable to substitute parameters for metric '${name}': ${substituted.error}`;
  const proceed = evaluateWhen(substituted.value.when);
  if (!proceed.ok) return `unable to compute 'when' clause for metric '${operation.name}': ${proceed.error}`;
  if (!proceed.value) return undefined;
  if (metric.gauge?.realtime === true) return realtimeProblem(metric.gauge.value, scope);
  const { gauge, histogram, counter } = substituted.value;
  const parsed = floatProblem((gauge ?? histogram ?? counter)?.value ?? "");
  return parsed && `could not construct metric '${substituted.value.name}': ${parsed}`;
}

/** A gauge in real time follows one variable; text around it has no meaning. */
function realtimeProblem(value: string, { realtime }: MetricScope): string | undefined {
  if (!value.startsWith("{{") || !value.endsWith("}}")) {
    return "real time metrics can only be used with metric variables";
  }
  const variable = value.slice(2, -2).trim();
  return realtime.has(variable) ? undefined : `'${variable}' is not available as a real time metric`;
}

const float =
  /^[+-]?(inf|infinity|nan|(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?|0x([\da-f]+(\.[\da-f]*)?|\.[\da-f]+)p[+-]?\d+)$/i;

/** What Go's `strconv.ParseFloat` says of a text that is no number. */
function floatProblem(text: string): string | undefined {
  return float.test(text) ? undefined : `strconv.ParseFloat: parsing ${quote(text)}: invalid syntax`;
}

/** Errors gather in one condition (`Conditions.UpsertConditionMessage`). */
function reportError(operation: Operation, message: string): void {
  const known = operation.status.conditions?.find(({ type }) => type === "MetricsError");
  operation.upsertCondition(
    known === undefined
      ? { type: "MetricsError", status: "True", message }
      : { ...known, message: `${known.message ?? ""}, ${message}` },
  );
  operation.updated = true;
}
