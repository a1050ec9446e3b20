import type { DocumentPath } from "../manifest/yaml-document.ts";
import type { Fact, FinalNodes, FinalWorkflow, ReleaseExpectations, TimedFact } from "../scenario/expect-schema.ts";
import { matchesGlob } from "../scenario/glob.ts";
import type { NodeView } from "../timeline/node-view.ts";
import { checkCronWorkflows } from "./check-cron-workflows.ts";
import { valueFailures } from "./check-values.ts";
import { FactHistory } from "./fact-history.ts";
import type { FailedExpectation } from "./failed-expectation.ts";
import { type Moment, meansObject, moments, nodesLike, type WorkflowState } from "./moment.ts";
import { NodeOrder } from "./node-order.ts";
import type { PlayResult } from "./play-result.ts";
import { PodCount } from "./pod-count.ts";

/** Which expectations a run failed to meet; those about invariants aside. */
export function checkExpectations(
  expect: ReleaseExpectations,
  { events, pods }: Pick<PlayResult, "events" | "pods">,
): readonly FailedExpectation[] {
  const check = new ExpectationCheck(expect, new PodCount(pods));
  for (const moment of moments(events)) check.observe(moment);
  return [...check.finish(), ...checkCronWorkflows(expect.cronWorkflows ?? {}, events)];
}

class ExpectationCheck {
  readonly #expect: ReleaseExpectations;
  readonly #never: readonly FactHistory[];
  readonly #eventually: readonly FactHistory[];
  readonly #timeline: readonly FactHistory[];
  readonly #order = new NodeOrder();
  readonly #pods: PodCount;
  readonly #workflows = new Map<string, WorkflowState>();
  readonly #namespaces = new Set<string>();

  constructor(expect: ReleaseExpectations, pods: PodCount) {
    this.#expect = expect;
    this.#never = histories("never", expect.never);
    this.#eventually = histories("eventually", expect.eventually);
    this.#timeline = histories("timeline", expect.timeline);
    this.#pods = pods;
  }

  observe(moment: Moment): void {
    this.#workflows.set(moment.key, moment);
    this.#namespaces.add(moment.namespace);
    this.#order.observe(moment);
    this.#pods.observe(moment);
    for (const history of [...this.#never, ...this.#eventually, ...this.#timeline]) history.observe(moment);
  }

  *finish(): Generator<FailedExpectation> {
    yield* this.#finalWorkflows();
    yield* this.#finalNodes();
    for (const [pattern, expected] of Object.entries(this.#expect.pods ?? {})) {
      yield* found(["pods", pattern], this.#pods.failureOf(pattern, expected));
    }
    for (const history of this.#never) yield* found(history.path, history.neverFailure());
    for (const history of this.#eventually) yield* found(history.path, history.eventuallyFailure());
    for (const history of this.#timeline) yield* found(history.path, history.timedFailure());
    for (const [index, order] of (this.#expect.order ?? []).entries()) {
      yield* found(["order", index], this.#order.failureOf(order));
    }
  }

  *#finalWorkflows(): Generator<FailedExpectation> {
    const { workflow, workflows = {} } = this.#expect;
    const first = this.#workflows.keys().next().value ?? "";
    if (workflow !== undefined) yield* this.#finalWorkflow(first, asFinal(workflow), ["workflow"]);
    for (const [pattern, final] of Object.entries(workflows)) {
      const meant = [...this.#workflows].filter(([, { namespace, workflowName }]) =>
        meansObject(pattern, namespace, workflowName),
      );
      for (const key of meant.length === 0 ? [pattern] : meant.map(([key]) => key)) {
        yield* this.#finalWorkflow(key, asFinal(final), ["workflows", pattern]);
      }
    }
  }

  *#finalWorkflow(key: string, final: FinalWorkflow, path: DocumentPath): Generator<FailedExpectation> {
    const state = this.#workflows.get(key);
    const subject = `workflow ${state === undefined || this.#namespaces.size > 1 ? key : state.workflowName}`;
    if (state === undefined) {
      yield { path, message: `there is no ${subject}` };
      return;
    }
    const { workflow, isDeleted } = state;
    const { deleted, outputs, volumeClaims } = final;
    const { pvcs = 0 } = workflow;
    yield* found(path, finalFailure(subject, workflow, final));
    if (deleted !== undefined && deleted !== isDeleted) {
      yield { path, message: `${subject} is ${isDeleted ? "" : "not "}deleted` };
    }
    for (const message of valueFailures(subject, "output", workflow.outputs, outputs)) yield { path, message };
    if (volumeClaims !== undefined && volumeClaims !== pvcs) {
      yield { path, message: `${subject} has ${pvcs} volume claims, not ${volumeClaims}` };
    }
  }

  *#finalNodes(): Generator<FailedExpectation> {
    for (const [pattern, given] of Object.entries(this.#expect.nodes ?? {})) {
      const nodes = [...this.#workflows.values()].flatMap(({ namespace, nodes }) => [
        ...nodesLike(pattern, namespace, nodes),
      ]);
      const final = asFinal<FinalNodes>(given);
      const path = ["nodes", pattern];
      const failure = numberFailure(nodes.length, final, pattern);
      if (failure !== undefined) yield { path, message: failure };
      else {
        for (const [name, node] of nodes) {
          for (const message of nodeFailures(`node ${name}`, node, final)) yield { path, message };
        }
      }
    }
  }
}

function* found(path: DocumentPath, message: string | undefined): Generator<FailedExpectation> {
  if (message !== undefined) yield { path, message };
}

function numberFailure(number: number, { exists = true, count }: FinalNodes, pattern: string): string | undefined {
  if (count !== undefined) return number === count ? undefined : `there are ${number} nodes ${pattern}, not ${count}`;
  if (exists) return number === 0 ? `there is no node ${pattern}` : undefined;
  return number > 0 ? `there is a node ${pattern}` : undefined;
}

function* nodeFailures(subject: string, node: NodeView, final: FinalNodes): Generator<string> {
  const failure = finalFailure(subject, node, final);
  if (failure !== undefined) yield failure;
  const { templateName = "none" } = node;
  if (final.template !== undefined && final.template !== templateName) {
    yield `${subject} has the template ${templateName}, not ${final.template}`;
  }
  yield* valueFailures(subject, "input", node.inputs, final.inputs);
  yield* valueFailures(subject, "output", node.outputs, final.outputs);
  const isMemoized = node.memoizationStatus?.hit === true;
  if (final.memoized !== undefined && final.memoized !== isMemoized) {
    yield `${subject} ${isMemoized ? "takes" : "does not take"} its outputs from the memoization cache`;
  }
}

interface Ended {
  readonly phase: string;
  readonly message?: string;
}

function finalFailure(
  subject: string,
  { phase, message = "" }: Ended,
  final: Pick<FinalNodes, "phase" | "message">,
): string | undefined {
  const wanted: readonly string[] | undefined = typeof final.phase === "string" ? [final.phase] : final.phase;
  if (wanted !== undefined && !wanted.includes(phase)) {
    const ending = message === "" ? phase || "before it began" : `${phase} (${message})`;
    return `${subject} ends ${ending}, not ${wanted.join(" or ")}`;
  }
  const isOtherMessage = final.message !== undefined && !matchesGlob(final.message, message);
  return isOtherMessage ? `the message of ${subject} is "${message}", not "${final.message}"` : undefined;
}

function histories(section: string, facts: readonly (Fact | TimedFact)[] = []): readonly FactHistory[] {
  return facts.map((fact, index) => new FactHistory(fact, [section, index]));
}

function asFinal<Final extends object>(given: string | Final): Final {
  return typeof given === "string" ? ({ phase: given } as unknown as Final) : given;
}
