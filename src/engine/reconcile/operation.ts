import { dictionary } from "../../../sim/dictionary.ts";
import type { Synchronization, Template, Volume, WorkflowSpec } from "../../manifest/types.ts";
import type { DifferenceId } from "../../releases/differences/index.ts";
import type { NodeStatus } from "../model/node-status.ts";
import type { ControllerPorts } from "../model/ports.ts";
import type { Condition, StoredMeta, WorkflowObject, WorkflowPhase, WorkflowStatus } from "../model/workflow-object.ts";
import { OperationTemplates } from "../templates/operation-templates.ts";
import { GlobalVariables } from "../variables/global-variables.ts";
import type { Placeholders } from "../variables/placeholders.ts";
import type { ValueContext } from "../variables/variables.ts";
import { NodeTable } from "./nodes/node-table.ts";
import type { WorkflowMemory } from "./workflow-memory.ts";

/** Locks of workflows and nodes, as a reconcile takes and gives them back. */
export interface Locks {
  /**
   * Takes all locks of a workflow, or of one of its nodes.
   *
   * @param nodeID empty for the workflow itself
   */
  tryAcquire(operation: Operation, nodeID: string, synchronization: Synchronization): LockAttempt;
  release(operation: Operation, nodeID: string, synchronization: Synchronization | undefined): void;
  releaseAllLocks(operation: Operation): void;
}

export type LockAttempt =
  | { readonly kind: "acquired"; readonly updated: boolean }
  | { readonly kind: "waiting"; readonly updated: boolean; readonly message: string; readonly failedLockName: string }
  | { readonly kind: "error"; readonly message: string };

/** What a reconcile needs of the controller that it is part of. */
export interface ReconcilingController {
  readonly ports: ControllerPorts;
  readonly valueContext: ValueContext;
  readonly synchronization: Locks;
  /** What validation takes in place of values that only a run can give. */
  readonly placeholders: Placeholders;
  /** What is known of a workflow from its last reconcile. */
  memoryOf(workflow: WorkflowObject): WorkflowMemory;
  /** Notes a write, so that an older version that the informer still shows is known as such. */
  recordWrite(workflow: WorkflowObject): void;
}

/** Longest that one reconcile may work before it puts the rest off (`MAX_OPERATION_TIME`), in milliseconds. */
export const maxOperationTime = 30_000;

/**
 * The state of one reconcile of one workflow (upstream: `wfOperationCtx`): a draft of the workflow, and what is
 * known for the length of the reconcile only. Nothing of it reaches the API server unless `updated` is set.
 */
export class Operation {
  readonly controller: ReconcilingController;
  readonly ports: ControllerPorts;
  /** The workflow as the informer showed it. */
  readonly original: WorkflowObject;
  readonly nodes: NodeTable;
  readonly memory: WorkflowMemory;
  metadata: StoredMeta;
  /** The workflow's own spec, as it is stored. */
  spec: WorkflowSpec;
  /** The spec that is executed: the stored one, or that of the WorkflowTemplate it refers to. */
  executionSpec: WorkflowSpec;
  /** Everything of the status but its nodes. */
  status: Omit<WorkflowStatus, "nodes">;
  /** The nodes as they were when execution began, with the executors' reports: tells what ended since. */
  nodesBeforeExecution: WorkflowStatus["nodes"];
  updated = false;
  /** Whether the last write to the API server failed for good. */
  persistFailed = false;
  /** Global variables, by their name without braces. */
  globals = new GlobalVariables();
  volumes: readonly Volume[] = [];
  /** Milliseconds at which this reconcile must stop. */
  readonly deadline: number;
  workflowDeadline: number | undefined;
  activePods = 0;
  stackDepth = 0;
  /** How many templates this reconcile has executed. */
  executions = 0;
  /** HTTP and plugin templates met in this reconcile, by node id. */
  readonly taskSet = new Map<string, Template>();
  readonly templates: OperationTemplates;
  readonly valueContext: ValueContext;
  /** The map of task results that this reconcile made, as long as nobody else has seen it. */
  #taskResults: Record<string, boolean> | undefined;

  constructor(controller: ReconcilingController, workflow: WorkflowObject) {
    this.controller = controller;
    this.ports = controller.ports;
    this.original = workflow;
    this.metadata = workflow.metadata;
    this.spec = workflow.spec;
    this.executionSpec = workflow.spec;
    const { nodes, ...status } = workflow.status;
    this.status = status;
    this.nodesBeforeExecution = nodes;
    this.memory = controller.memoryOf(workflow);
    this.nodes = new NodeTable(workflow.metadata.name, nodes, this.memory.ids);
    this.deadline = controller.ports.now() + maxOperationTime;
    this.templates = new OperationTemplates(this);
    this.valueContext = controller.valueContext;
  }

  get now(): number {
    return this.ports.now();
  }

  get name(): string {
    return this.metadata.name;
  }

  get namespace(): string {
    return this.metadata.namespace;
  }

  get phase(): WorkflowPhase {
    return this.status.phase;
  }

  has(difference: DifferenceId): boolean {
    return this.ports.release.has(difference);
  }

  /** The workflow with everything this reconcile did to it. */
  get workflow(): WorkflowObject {
    this.#taskResults = undefined;
    return { metadata: this.metadata, spec: this.spec, status: { ...this.status, nodes: this.nodes.current } };
  }

  /** Adds the workflow to the queue after the rate limit's delay. */
  requeue(): void {
    this.ports.queues.requeue(this.namespace, this.name);
  }

  /** Adds the workflow to the queue `delay` milliseconds from now. */
  requeueAfter(delay: number): void {
    this.ports.queues.requeueAfter(this.namespace, this.name, delay);
  }

  /** Says why this reconcile gets no further with a node, which nothing that it writes says. */
  notice(node: string, message: string): void {
    this.ports.notice?.({ node, message });
  }

  patchStatus(patch: Partial<Omit<WorkflowStatus, "nodes">>): void {
    this.status = { ...this.status, ...patch };
  }

  /** Notes in `status.taskResultsCompletionStatus` whether the executor of a node has reported. */
  setTaskResultCompletion(nodeID: string, complete: boolean): void {
    const known = this.status.taskResultsCompletionStatus;
    if (known?.[nodeID] === complete) return;
    if (known === undefined || known !== this.#taskResults) {
      this.#taskResults = dictionary(Object.entries(known ?? {}));
      this.patchStatus({ taskResultsCompletionStatus: this.#taskResults });
    }
    this.#taskResults[nodeID] = complete;
  }

  setLabel(name: string, value: string): void {
    this.metadata = { ...this.metadata, labels: { ...this.metadata.labels, [name]: value } };
  }

  /** Adds or replaces the condition of this type (`Conditions.UpsertCondition`). Does not set `updated`. */
  upsertCondition(condition: Condition): void {
    const conditions = this.status.conditions ?? [];
    const at = conditions.findIndex(({ type }) => type === condition.type);
    this.patchStatus({ conditions: at < 0 ? [...conditions, condition] : conditions.with(at, condition) });
  }

  /** When the workflow must have ended, from its start to the second; undefined without a deadline. */
  computeWorkflowDeadline(): number | undefined {
    const { activeDeadlineSeconds } = this.executionSpec;
    if (activeDeadlineSeconds === undefined || this.status.startedAt === undefined) return undefined;
    return Math.floor(this.status.startedAt / 1000) * 1000 + Number(activeDeadlineSeconds) * 1000;
  }

  /** Changes a node and marks the workflow as updated; answers with the new record. */
  updateNode(node: NodeStatus, patch: Partial<NodeStatus>): NodeStatus {
    const changed = { ...node, ...patch };
    this.nodes.set(changed);
    this.updated = true;
    return changed;
  }
}
