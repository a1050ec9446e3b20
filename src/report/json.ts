import type { CronWorkflowObject } from "../engine/model/cron-workflow-object.ts";
import type { WorkflowObject } from "../engine/model/workflow-object.ts";
import { givenViews } from "../judge/given-views.ts";
import { defaultNamespace } from "../manifest/load-manifests.ts";
import { timestamp, viewCronWorkflow } from "../timeline/cron-workflow-view.ts";
import { type NodeView, viewNode } from "../timeline/node-view.ts";
import { viewWorkflow } from "../timeline/workflow-view.ts";
import type { JudgedRun } from "./run.ts";

/** Grows when a field of the report changes its meaning or goes away. */
const schemaVersion = 1;

export interface JsonOptions {
  /** Whether to tell all that pods are given. */
  readonly pods?: boolean | undefined;
}

/** Runs as plain data: the same scenario on the same release gives the same bytes. */
export function runsAsJson(runs: readonly JudgedRun[], options: JsonOptions = {}): string {
  return JSON.stringify({ schemaVersion, runs: runs.map((run) => runAsData(run, options)) }, undefined, 2);
}

function runAsData({ loaded, result, verdict }: JudgedRun, { pods = false }: JsonOptions): object {
  const { engine, end, endedAt, startTime, events, warnings, workflows, cronWorkflows } = result;
  return {
    name: loaded.name,
    file: loaded.path,
    engine,
    holds: verdict.holds,
    problems: verdict.problems.map(({ message, source }) => ({ message, source })),
    violations: verdict.violations,
    expectedViolations: verdict.expectedViolations,
    failures: verdict.failures,
    warnings: warnings.map(({ message, source }) => ({ message, source })),
    end,
    endedAt,
    startTime: timestamp(startTime),
    workflows: workflows.map((workflow) => {
      const nodeNames = new Map(Array.from(workflow.status.nodes.values(), ({ id, name }) => [id, name]));
      const nameOf = (id: string) => nodeNames.get(id) ?? id;
      const nodes: Record<string, NodeView> = {};
      for (const node of workflow.status.nodes.values()) nodes[node.name] = viewNode(node, nameOf);
      return { ...named(workflow), ...viewWorkflow(workflow, nameOf), nodes };
    }),
    cronWorkflows: cronWorkflows.map((cronWorkflow) => ({
      ...named(cronWorkflow),
      ...viewCronWorkflow(cronWorkflow, startTime),
    })),
    ...(pods && { pods: givenViews(result) }),
    events,
  };
}

/** The namespace is there unless it is `default`. */
function named({ metadata: { namespace, name } }: WorkflowObject | CronWorkflowObject): object {
  return namespace === defaultNamespace ? { name } : { name, namespace };
}
