import { PlainEnvironment } from "../../expression/environment.ts";
import { type EvaluatedBoolean, type EvaluationContext, evaluateBooleanIn, fromPlain } from "../../expression/expr.ts";
import { encodeUtf8 } from "../../expression/go/bytes.ts";
import { sliceOfBytes } from "../../expression/go/json.ts";
import { GoTime } from "../../expression/go/time.ts";
import { marshalJson } from "../../expression/go-format.ts";
import { substitute } from "../../expression/template-tag.ts";
import { type EvaluatedWhen, evaluateCronWhen } from "../../expression/when.ts";
import type { CronWorkflowObject } from "../model/cron-workflow-object.ts";

/**
 * What `when` and `stopStrategy` can ask for (`expressionEnv`). The annotations are the labels: so they are upstream.
 *
 * @param epoch wall-clock time at virtual time 0, in milliseconds since 1970
 */
function variablesOf({ metadata, status }: CronWorkflowObject, epoch: number): ReadonlyMap<string, unknown> {
  const { name, namespace, labels = {}, annotations = {} } = metadata;
  const { lastScheduledTime } = status;
  return new Map<string, unknown>([
    ["name", name],
    ["namespace", namespace],
    ["labels", labels],
    ["annotations", labels],
    ["failed", BigInt(status.failed)],
    ["succeeded", BigInt(status.succeeded)],
    // Bytes, which a simple tag refuses to show.
    ["annotations.json", sliceOfBytes(encodeUtf8(marshalJson(fromPlain(annotations))))],
    ["labels.json", sliceOfBytes(encodeUtf8(marshalJson(fromPlain(labels))))],
    ["lastScheduledTime", lastScheduledTime === undefined ? null : GoTime.fromMilliseconds(epoch + lastScheduledTime)],
  ]);
}

/** Whether a run is wanted (`evalWhen`). */
export function evaluateWhenOfCronWorkflow(
  cronWorkflow: CronWorkflowObject,
  epoch: number,
  context: EvaluationContext,
): EvaluatedWhen {
  const { when } = cronWorkflow.spec;
  if (!when) return { ok: true, value: true };
  const variables = new Map(
    [...variablesOf(cronWorkflow, epoch)].map(([name, value]) => [`cronworkflow.${name}`, value]),
  );
  const substituted = substitute(when, variables, { allowUnresolved: false, context });
  return substituted.ok ? evaluateCronWhen(substituted.value) : substituted;
}

/** Whether there are to be no more runs (`checkStopingCondition`). */
export function evaluateStopStrategy(
  cronWorkflow: CronWorkflowObject,
  epoch: number,
  context: EvaluationContext,
): EvaluatedBoolean {
  const { stopStrategy } = cronWorkflow.spec;
  if (stopStrategy === undefined) return { ok: true, value: false };
  const variables = fromPlain(new Map(variablesOf(cronWorkflow, epoch)));
  const environment = new PlainEnvironment(new Map([["cronworkflow", variables]]));
  const evaluated = evaluateBooleanIn(environment, stopStrategy.expression, context);
  return evaluated.ok ? evaluated : { ok: false, error: `failed to evaluate stop expression: ${evaluated.error}` };
}
