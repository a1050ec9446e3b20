import { formatTime } from "../../sim/time.ts";
import type { DocumentPath } from "../manifest/yaml-document.ts";
import { checkCronWorkflows } from "./check-cron-workflows.ts";
import type { Fact, FinalNodes, FinalWorkflow, ReleaseExpectations, TimedFact } from "./expect-schema.ts";
import { matchesGlob } from "./glob.ts";
import { describeFact, isFact, type Moment, moments, nodesLike } from "./moment.ts";
import { NodeOrder } from "./node-order.ts";
import type { NodeView } from "./node-view.ts";
import type { RunEvent } from "./run-event.ts";
import type { WorkflowView } from "./workflow-view.ts";

/** An expectation that a run did not meet. */
export interface FailedExpectation {
  /** Where it is in `expect:`. */
  readonly path: DocumentPath;
  readonly message: string;
}

/** Which expectations a run failed to meet; those about invariants aside. */
export function checkExpectations(
  expect: ReleaseExpectations,
  events: readonly RunEvent[],
): readonly FailedExpectation[] {
  const check = new ExpectationCheck(expect);
  for (const moment of moments(events)) check.observe(moment);
  return [...check.finish(), ...checkCronWorkflows(expect.cronWorkflows ?? {}, events)];
}

/** What is known of a fact while a run goes by. */
interface FactHistory {
  readonly fact: Fact | TimedFact;
  readonly path: DocumentPath;
  /** When it was first true. */
  first?: number;
  /** Whether it was true when `at` had passed; by workflow, because a moment speaks of one. */
  readonly atInstant: Map<string, boolean>;
}

interface WorkflowState {
  readonly workflow: WorkflowView;
  readonly nodes: ReadonlyMap<string, NodeView>;
}

class ExpectationCheck {
  readonly #expect: ReleaseExpectations;
  readonly #never: readonly FactHistory[];
  readonly #eventually: readonly FactHistory[];
  readonly #timeline: readonly FactHistory[];
  readonly #order = new NodeOrder();
  readonly #workflows = new Map<string, WorkflowState>();

  constructor(expect: ReleaseExpectations) {
    this.#expect = expect;
    this.#never = histories("never", expect.never);
    this.#eventually = histories("eventually", expect.eventually);
    this.#timeline = histories("timeline", expect.timeline);
  }

  observe(moment: Moment): void {
    this.#workflows.set(moment.workflowName, moment);
    this.#order.observe(moment);
    for (const history of [...this.#never, ...this.#eventually, ...this.#timeline]) note(history, moment);
  }

  *finish(): Generator<FailedExpectation> {
    yield* this.#finalWorkflows();
    yield* this.#finalNodes();
    for (const history of this.#never) yield* found(history, neverFailure(history));
    for (const history of this.#eventually) yield* found(history, eventuallyFailure(history));
    for (const history of this.#timeline) yield* found(history, timedFailure(history));
    for (const [index, order] of (this.#expect.order ?? []).entries()) {
      yield* found({ path: ["order", index] }, this.#order.failureOf(order));
    }
  }

  *#finalWorkflows(): Generator<FailedExpectation> {
    const { workflow, workflows = {} } = this.#expect;
    const first = this.#workflows.keys().next().value ?? "";
    if (workflow !== undefined) yield* found({ path: ["workflow"] }, this.#finalWorkflow(first, asFinal(workflow)));
    for (const [pattern, final] of Object.entries(workflows)) {
      const names = [...this.#workflows.keys()].filter((name) => matchesGlob(pattern, name));
      for (const name of names.length === 0 ? [pattern] : names) {
        yield* found({ path: ["workflows", pattern] }, this.#finalWorkflow(name, asFinal(final)));
      }
    }
  }

  #finalWorkflow(name: string, final: FinalWorkflow): string | undefined {
    const workflow = this.#workflows.get(name)?.workflow;
    return workflow === undefined ? `there is no workflow ${name}` : finalFailure(`workflow ${name}`, workflow, final);
  }

  *#finalNodes(): Generator<FailedExpectation> {
    for (const [pattern, given] of Object.entries(this.#expect.nodes ?? {})) {
      const nodes = [...this.#workflows.values()].flatMap((workflow) => [...nodesLike(pattern, workflow.nodes)]);
      const final = asFinal<FinalNodes>(given);
      const path = ["nodes", pattern];
      const failure = numberFailure(nodes.length, final, pattern);
      if (failure !== undefined) yield { path, message: failure };
      else for (const [name, node] of nodes) yield* found({ path }, finalFailure(`node ${name}`, node, final));
    }
  }
}

function* found({ path }: { path: DocumentPath }, message: string | undefined): Generator<FailedExpectation> {
  if (message !== undefined) yield { path, message };
}

function neverFailure({ fact, first }: FactHistory): string | undefined {
  return first === undefined ? undefined : `at ${formatTime(first)} ${describeFact(fact)}, which must never be`;
}

function eventuallyFailure({ fact, first }: FactHistory): string | undefined {
  return first === undefined ? `it is never so that ${describeFact(fact)}` : undefined;
}

function timedFailure(history: FactHistory): string | undefined {
  const { fact, first, atInstant } = history;
  const { at, before, after } = fact as TimedFact;
  if (at !== undefined && ![...atInstant.values()].includes(true)) {
    return `at ${formatTime(at)} it is not so that ${describeFact(fact)}`;
  }
  if (before === undefined && after === undefined) return undefined;
  if (first === undefined) return eventuallyFailure(history);
  if (before !== undefined && first >= before) return `only at ${formatTime(first)} ${describeFact(fact)}`;
  return after !== undefined && first < after ? `already at ${formatTime(first)} ${describeFact(fact)}` : undefined;
}

function numberFailure(number: number, { exists = true, count }: FinalNodes, pattern: string): string | undefined {
  if (count !== undefined) return number === count ? undefined : `there are ${number} nodes ${pattern}, not ${count}`;
  if (exists) return number === 0 ? `there is no node ${pattern}` : undefined;
  return number > 0 ? `there is a node ${pattern}` : undefined;
}

interface Ended {
  readonly phase: string;
  readonly message?: string;
}

function finalFailure(subject: string, { phase, message = "" }: Ended, final: FinalNodes): string | undefined {
  const wanted: readonly string[] | undefined = typeof final.phase === "string" ? [final.phase] : final.phase;
  if (wanted !== undefined && !wanted.includes(phase)) {
    const ending = message === "" ? phase || "before it began" : `${phase} (${message})`;
    return `${subject} ends ${ending}, not ${wanted.join(" or ")}`;
  }
  const isOtherMessage = final.message !== undefined && !matchesGlob(final.message, message);
  return isOtherMessage ? `the message of ${subject} is "${message}", not "${final.message}"` : undefined;
}

function histories(section: string, facts: readonly (Fact | TimedFact)[] = []): readonly FactHistory[] {
  return facts.map((fact, index) => ({ fact, path: [section, index], atInstant: new Map() }));
}

function note(history: FactHistory, moment: Moment): void {
  const isTrue = isFact(history.fact, moment);
  if (isTrue) history.first ??= moment.t;
  const { at } = history.fact as TimedFact;
  if (at !== undefined && moment.t <= at) history.atInstant.set(moment.workflowName, isTrue);
}

function asFinal<Final extends object>(given: string | Final): Final {
  return typeof given === "string" ? ({ phase: given } as unknown as Final) : given;
}
