import type { Choices } from "../../sim/choice/choice.ts";
import type { Journal } from "./journal.ts";
import { named } from "./object-identity.ts";

const cluster = named("Cluster", "", "");

/** Lets others choose, and writes down what they chose. */
export class JournalledChoices<Kind extends string> implements Choices<Kind> {
  readonly #choices: Choices<Kind>;
  readonly #journal: Journal;

  constructor(choices: Choices<Kind>, journal: Journal) {
    this.#choices = choices;
    this.#journal = journal;
  }

  asks(kind: Kind): boolean {
    return this.#choices.asks(kind);
  }

  choose(kind: Kind, label: string, options: readonly string[]): number {
    const chosen = this.#choices.choose(kind, label, options);
    const { cause } = this.#journal;
    this.#journal.record("chose", cluster, { kind, label, options, chosen: options[chosen] ?? "" });
    this.#journal.resume(cause);
    return chosen;
  }
}
