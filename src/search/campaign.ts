import { ObedientChoices } from "../../sim/choice/choice.ts";
import type { ChoiceTape } from "../../sim/choice/choice-tape.ts";
import { deviationsOf, scriptWith } from "../../sim/choice/deviations.ts";
import { ScriptedChoices } from "../../sim/choice/scripted-choices.ts";
import type { Invariant } from "../invariants/invariant.ts";
import type { LoadedScenario } from "../scenario/load-scenario.ts";
import { type SearchFinding, signatureOf, violationsOf } from "./findings/finding.ts";
import { type SearchRun, type SearchSubject, searchRun } from "./search-run.ts";
import { shrink } from "./shrink/shrink.ts";
import { isSimpler } from "./shrink/simplicity.ts";
import type { Strategy } from "./strategies/strategy.ts";
import { Swarm } from "./strategies/swarm.ts";
import { usuallyVaried, type Varied } from "./varied.ts";

export interface CampaignOptions {
  readonly engine: string;
  readonly invariants: readonly Invariant[];
  /** The same seed on the same scenario finds the same. */
  readonly seed: string | number;
  /** What is varied from run to run; by default {@link usuallyVaried}. */
  readonly varied?: Varied;
}

/** Plays a scenario over and over, each time with other choices, and collects how it breaks invariants. */
export class Campaign {
  readonly #subject: SearchSubject;
  readonly #options: CampaignOptions;
  readonly #varied: Varied;
  readonly #findings = new Map<string, SearchFinding>();
  #strategy: Strategy | undefined;
  #runs = 0;

  constructor(loaded: LoadedScenario, options: CampaignOptions) {
    const { engine, invariants, varied = usuallyVaried } = options;
    this.#subject = { loaded, engine, invariants };
    this.#options = options;
    this.#varied = varied;
  }

  get #kinds(): ReadonlySet<string> {
    return new Set(this.#varied.keys());
  }

  get runs(): number {
    return this.#runs;
  }

  /** How many distinct violations there are so far. */
  get found(): number {
    return this.#findings.size;
  }

  /** Plays once more; the first time as the scenario is. */
  playNext(): void {
    const run = this.#runs++;
    if (this.#strategy === undefined) this.#begin();
    else this.#collect(searchRun(this.#subject, this.#strategy.choicesOf(run)));
  }

  /** All findings, each as simple as it could be made, in the order of their signatures. */
  simplestFindings(): readonly SearchFinding[] {
    const found = [...this.#findings.values()].sort((left, right) => (left.signature < right.signature ? -1 : 1));
    return found.map((finding) =>
      shrink(finding, (script) => searchRun(this.#subject, new ScriptedChoices(script, { kinds: this.#kinds }))),
    );
  }

  /** All choices of the run that shows a finding, of whatever kind. */
  tapeOf({ deviations }: SearchFinding): ChoiceTape {
    return searchRun(this.#subject, new ScriptedChoices(scriptWith(deviations))).tape;
  }

  /** The obedient run shows what there is to choose. */
  #begin(): void {
    const run = searchRun(this.#subject, new ObedientChoices(), (kind) => this.#kinds.has(kind));
    const seed = JSON.stringify([this.#options.engine, String(this.#options.seed)]);
    this.#strategy = new Swarm({ varied: this.#varied, seed, asked: countByKind(run.tape) });
    this.#collect(run);
  }

  #collect({ tape, violations }: SearchRun): void {
    if (violations.length === 0) return;
    const deviations = deviationsOf(tape);
    for (const signature of new Set(violations.map(signatureOf))) {
      const ordered = violationsOf(violations, signature);
      if (ordered === undefined) continue;
      const known = this.#findings.get(signature);
      const count = (known?.count ?? 0) + 1;
      const isBetter = known === undefined || isSimpler(deviations, known.deviations);
      const { engine } = this.#subject;
      const finding = isBetter ? { signature, engine, deviations, violations: ordered, count } : { ...known, count };
      this.#findings.set(signature, finding);
    }
  }
}

function countByKind(tape: ChoiceTape): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { kind } of tape) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}
