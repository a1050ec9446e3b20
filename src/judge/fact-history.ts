import { formatTime } from "../../sim/time.ts";
import type { DocumentPath } from "../manifest/yaml-document.ts";
import type { Fact, TimedFact } from "../scenario/expect-schema.ts";
import { countOf, describeFact, type Moment } from "./moment.ts";

/** What is known of a fact while a run goes by. */
export class FactHistory {
  /** Where the fact is in `expect:`. */
  readonly path: DocumentPath;
  readonly #fact: Fact | TimedFact;
  /** Of how many nodes it is true now, by workflow, because a moment speaks of one. */
  readonly #counts = new Map<string, number>();
  #count = 0;
  /** When it was first true. */
  #first: number | undefined;
  /** Whether it was true after everything that happened until `at`. */
  #wasTrueAtInstant = false;

  constructor(fact: Fact | TimedFact, path: DocumentPath) {
    this.#fact = fact;
    this.path = path;
  }

  observe(moment: Moment): void {
    const count = countOf(this.#fact, moment);
    this.#count += count - (this.#counts.get(moment.key) ?? 0);
    this.#counts.set(moment.key, count);
    const isTrue = this.#count >= this.#fact.atLeast;
    if (isTrue) this.#first ??= moment.t;
    const { at } = this.#fact as TimedFact;
    if (at !== undefined && moment.t <= at) this.#wasTrueAtInstant = isTrue;
  }

  neverFailure(): string | undefined {
    if (this.#first === undefined) return undefined;
    return `at ${formatTime(this.#first)} ${describeFact(this.#fact)}, which must never be`;
  }

  eventuallyFailure(): string | undefined {
    return this.#first === undefined ? `it is never so that ${describeFact(this.#fact)}` : undefined;
  }

  timedFailure(): string | undefined {
    const fact = this.#fact;
    const { at, before, after } = fact as TimedFact;
    if (at !== undefined && !this.#wasTrueAtInstant)
      return `at ${formatTime(at)} it is not so that ${describeFact(fact)}`;
    if (before === undefined && after === undefined) return undefined;
    const first = this.#first;
    if (first === undefined) return this.eventuallyFailure();
    if (before !== undefined && first >= before) return `only at ${formatTime(first)} ${describeFact(fact)}`;
    return after !== undefined && first < after ? `already at ${formatTime(first)} ${describeFact(fact)}` : undefined;
  }
}
