import type { Prometheus, Template } from "../../manifest/types.ts";
import { firstProblem, type Problem, prefixed } from "./problem.ts";

/** Metrics must be named, explained and have a value. */
export function checkMetrics({ name = "", metrics }: Template, allowsColon: boolean): Problem {
  const characters = allowsColon ? "characters, '_', or ':'" : "characters or '_'";
  return firstProblem(metrics?.prometheus, (metric) => {
    const place = `templates.${name} metric`;
    if (!isMetricName(metric.name, allowsColon)) {
      return `${place} name '${metric.name}' is invalid. Metric names must contain alphanumeric ${characters}`;
    }
    const label = metric.labels?.find(({ key }) => !isMetricName(key, allowsColon));
    if (label !== undefined) {
      return `metric label '${label.key}' is invalid: keys may only contain alphanumeric ${characters}`;
    }
    if (metric.help === "") return `${place} '${metric.name}' must contain a help string under 'help: ' field`;
    return prefixed(`${place} '${metric.name}' error: `, valueProblem(metric));
  });
}

function isMetricName(name: string, allowsColon: boolean): boolean {
  return /^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(name) && (allowsColon || !name.includes(":"));
}

function valueProblem({ gauge, counter, histogram }: Prometheus): Problem {
  if (gauge?.value === "") return "missing gauge.value";
  if (gauge?.realtime === true && gauge.value.includes("resourcesDuration.")) {
    return "'resourcesDuration.*' metrics cannot be used in real-time";
  }
  if (counter?.value === "") return "missing counter.value";
  return histogram?.value === "" ? "missing histogram.value" : undefined;
}
