import { formatTime } from "../../sim/time.ts";
import type { DocumentPath } from "../manifest/yaml-document.ts";
import type { Fact, FinalNodes, FinalWorkflow, ReleaseExpectations, TimedFact } from "./expect-schema.ts";
import { matchesGlob } from "./glob.ts";
import { describeFact, isFact, type Moment, moments, nodesLike } from "./moment.ts";
import { NodeOrder } from "./node-order.ts";
import type { NodeView } from "./node-view.ts";
import type { PlayResult } from "./play-result.ts";
import type { WorkflowView } from "./workflow-view.ts";

/** An expectation that a run did not meet. */
export interface FailedExpectation {
  /** Where it is in `expect:`. */
  readonly path: DocumentPath;
  readonly message: string;
}

/** Which expectations a run failed to meet; those about invariants aside. */
export function checkExpectations(expect: ReleaseExpectations, result: PlayResult): readonly FailedExpectation[] {
  const check = new ExpectationCheck(expect);
  for (const moment of moments(result.events)) check.observe(moment);
  return check.finish(result);
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
  readonly #failures: FailedExpectation[] = [];

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

  finish({ end }: PlayResult): readonly FailedExpectation[] {
    this.#checkWorkflows();
    this.#checkNodes();
    for (const { fact, path, first } of this.#never) {
      if (first !== undefined) this.#fail(path, `${describeFact(fact)} at ${formatTime(first)}, which must never be`);
    }
    for (const { fact, path, first } of this.#eventually) {
      if (first === undefined) this.#fail(path, `it is never so that ${describeFact(fact)}`);
    }
    for (const history of this.#timeline) this.#checkTimed(history);
    for (const [index, order] of (this.#expect.order ?? []).entries()) {
      const failure = this.#order.failureOf(order);
      if (failure !== undefined) this.#fail(["order", index], failure);
    }
    const hasCrashed = end.kind === "controllerCrash";
    if (this.#expect.crash === true && !hasCrashed) this.#fail(["crash"], "the controller did not crash");
    return this.#failures;
  }

  #checkWorkflows(): void {
    const { workflow, workflows = {} } = this.#expect;
    const first = this.#workflows.keys().next().value;
    if (workflow !== undefined) this.#checkWorkflow(first, asFinal(workflow), ["workflow"]);
    for (const [name, final] of Object.entries(workflows)) {
      this.#checkWorkflow(name, asFinal(final), ["workflows", name]);
    }
  }

  #checkWorkflow(name: string | undefined, { phase, message }: FinalWorkflow, path: DocumentPath): void {
    const state = name === undefined ? undefined : this.#workflows.get(name);
    if (state === undefined) return this.#fail(path, `there is no workflow ${name ?? "at all"}`);
    const { workflow } = state;
    if (phase !== undefined && workflow.phase !== phase) {
      this.#fail(path, `workflow ${name} ends ${phaseAndMessage(workflow)}, not ${phase}`);
    } else if (message !== undefined && !matchesGlob(message, workflow.message ?? "")) {
      this.#fail(path, `the message of workflow ${name} is "${workflow.message ?? ""}", not "${message}"`);
    }
  }

  #checkNodes(): void {
    for (const [pattern, final] of Object.entries(this.#expect.nodes ?? {})) {
      const found = [...this.#workflows.values()].flatMap(({ nodes }) => [...nodesLike(pattern, nodes)]);
      this.#checkFound(found, asFinal(final), pattern, ["nodes", pattern]);
    }
  }

  #checkFound(
    found: readonly (readonly [string, NodeView])[],
    { phase, message, exists = true, count }: FinalNodes,
    pattern: string,
    path: DocumentPath,
  ): void {
    if (count !== undefined && found.length !== count) {
      return this.#fail(path, `there are ${found.length} nodes ${pattern}, not ${count}`);
    }
    if (!exists && found.length > 0) return this.#fail(path, `there is a node ${found[0]?.[0]}, which must not be`);
    if (exists && count === undefined && found.length === 0) return this.#fail(path, `there is no node ${pattern}`);
    const phases: readonly string[] | undefined = typeof phase === "string" ? [phase] : phase;
    for (const [name, node] of found) {
      if (phases !== undefined && !phases.includes(node.phase)) {
        this.#fail(path, `node ${name} ends ${phaseAndMessage(node)}, not ${phases.join(" or ")}`);
      } else if (message !== undefined && !matchesGlob(message, node.message ?? "")) {
        this.#fail(path, `the message of node ${name} is "${node.message ?? ""}", not "${message}"`);
      }
    }
  }

  #checkTimed({ fact, path, first, atInstant }: FactHistory): void {
    const { at, before, after } = fact as TimedFact;
    if (at !== undefined && ![...atInstant.values()].includes(true)) {
      return this.#fail(path, `at ${formatTime(at)} it is not so that ${describeFact(fact)}`);
    }
    if (before === undefined && after === undefined) return;
    if (first === undefined) return this.#fail(path, `it is never so that ${describeFact(fact)}`);
    const isLate = before !== undefined && first >= before;
    const isEarly = after !== undefined && first < after;
    if (isLate) this.#fail(path, `only at ${formatTime(first)} ${describeFact(fact)}`);
    else if (isEarly) this.#fail(path, `already at ${formatTime(first)} ${describeFact(fact)}`);
  }

  #fail(path: DocumentPath, message: string): void {
    this.#failures.push({ path, message });
  }
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

function phaseAndMessage({ phase, message }: { readonly phase: string; readonly message?: string }): string {
  return message ? `${phase} (${message})` : phase || "before it began";
}
