import { Random } from "../../sim/random.ts";
import type { Invariant } from "../invariants/invariant.ts";
import type { PlayResult } from "../play/play-result.ts";
import { playScenario } from "../play/player.ts";
import type { LoadedScenario } from "../scenario/load-scenario.ts";
import { drawVariant } from "./draw-variant.ts";
import { type SearchFinding, signatureOf } from "./finding.ts";
import { KnownNodes } from "./known-nodes.ts";
import { shrink } from "./shrink.ts";
import { isSimpler, unchanged, type Variant, withVariant } from "./variant.ts";

export interface FuzzOptions {
  readonly engine: string;
  readonly invariants: readonly Invariant[];
  /** The same seed on the same scenario finds the same. */
  readonly seed: string | number;
}

/** Plays a scenario over and over with other durations, outcomes and moments of stop and terminate. */
export class Fuzzer {
  readonly #loaded: LoadedScenario;
  readonly #options: FuzzOptions;
  readonly #known = new KnownNodes();
  readonly #findings = new Map<string, SearchFinding>();
  /** What each variant that was played violates, by signature. */
  readonly #played = new Map<string, ReadonlyMap<string, SearchFinding["violations"]>>();
  #runs = 0;

  constructor(loaded: LoadedScenario, options: FuzzOptions) {
    this.#loaded = loaded;
    this.#options = options;
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
    const { engine, seed } = this.#options;
    const random = new Random(JSON.stringify(["fuzz", engine, String(seed), this.#runs]));
    const variant = this.#runs === 0 ? unchanged : drawVariant(random, this.#known);
    this.#runs++;
    for (const [signature, violations] of this.#violationsOf(variant)) this.#add(signature, variant, violations);
  }

  /** All findings, each as simple as it could be made, in the order of their signatures. */
  simplestFindings(): readonly SearchFinding[] {
    const found = [...this.#findings.values()].sort((left, right) => (left.signature < right.signature ? -1 : 1));
    const play = (variant: Variant) => this.#play(variant).violations;
    return found.map((finding) => shrink(finding, this.#known.anchors, play));
  }

  /** In small workflows, variants are drawn more than once. */
  #violationsOf(variant: Variant): ReadonlyMap<string, SearchFinding["violations"]> {
    const key = JSON.stringify(variant);
    const before = this.#played.get(key);
    if (before !== undefined) return before;
    const result = this.#play(variant);
    this.#known.learn(result);
    const bySignature = new Map(
      result.violations.map((own) => [
        signatureOf(own),
        [own, ...result.violations.filter((other) => other !== own)] as const,
      ]),
    );
    this.#played.set(key, bySignature);
    return bySignature;
  }

  #add(signature: string, variant: Variant, violations: SearchFinding["violations"]): void {
    const known = this.#findings.get(signature);
    const count = (known?.count ?? 0) + 1;
    const isBetter = known === undefined || isSimpler(variant, known.variant);
    const { engine } = this.#options;
    this.#findings.set(signature, isBetter ? { signature, engine, variant, violations, count } : { ...known, count });
  }

  #play(variant: Variant): PlayResult {
    const { engine, invariants } = this.#options;
    return playScenario(withVariant(this.#loaded, variant), engine, { invariants });
  }
}
