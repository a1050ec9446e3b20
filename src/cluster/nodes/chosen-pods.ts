import type { ClusterChoices } from "../choice-kinds.ts";
import { type PodLabel, podLabel } from "../choice-labels.ts";
import { type DurationOptions, durationOfOption, durationsWith } from "../duration-options.ts";
import type { PodBehaviour, PodRules, PodSubject } from "./pod-behaviour.ts";

/** Options of a choice, each with what it means. */
interface NamedOptions<Value> {
  readonly names: readonly string[];
  readonly values: readonly Value[];
}

function named<Value>(options: Readonly<Record<string, Value>>): NamedOptions<Value> {
  return { names: Object.keys(options), values: Object.values(options) };
}

const ends = {
  "exit 0": {},
  "exit 1": { exitCode: 1 },
  "exit 2": { exitCode: 2 },
  "out of memory": { exitCode: 137, reason: "OOMKilled" },
  evicted: { end: "evicted" },
  deleted: { end: "deleted" },
  ImagePullBackOff: { stuck: "ImagePullBackOff" },
  Unschedulable: { stuck: "Unschedulable" },
} as const satisfies Readonly<Record<string, PodBehaviour>>;

const initFails = { "init exits 1": { containers: { init: { exitCode: 1 } } } };
const waitFails = { "wait exits 1": { containers: { wait: { exitCode: 1 } } } };

/** The ends of pods that have an init container of the executor, and of those that have not. */
const podEnds: NamedOptions<PodBehaviour> = named<PodBehaviour>({ ...ends, ...waitFails });
const podEndsWithInit: NamedOptions<PodBehaviour> = named<PodBehaviour>({ ...ends, ...waitFails, ...initFails });
const taskEnds: NamedOptions<PodBehaviour> = named<PodBehaviour>({ "exit 0": {}, "exit 1": { exitCode: 1 } });

const reports: NamedOptions<PodBehaviour> = named<PodBehaviour>({
  "at once": {},
  "10s late": { taskResultDelay: 10_000 },
  "1s late": { taskResultDelay: 1_000 },
  "1m late": { taskResultDelay: 60_000 },
  lost: { taskResult: "lost" },
});

/** Kubernetes kills what goes on for more than 30 s after SIGTERM. */
const reactions: NamedOptions<number | "ignore"> = named<number | "ignore">({
  "end at once": 0,
  "end after 10s": 10_000,
  "end after 1s": 1_000,
  "end after 20s": 20_000,
  "end after 1m": 60_000,
  ignore: "ignore",
});

const podKinds: readonly PodLabel["kind"][] = ["pending", "run", "end", "report", "signal"];

const noDurations: readonly number[] = [];

/** Pods as their rules say; what the rules leave open is a choice. */
export class ChosenPods implements PodRules {
  readonly #rules: PodRules;
  readonly #choices: ClusterChoices;
  readonly #durations: DurationOptions<undefined>;

  /** @param special durations that mean something in the manifests, in milliseconds */
  constructor(rules: PodRules, choices: ClusterChoices, special: readonly number[] = noDurations) {
    this.#rules = rules;
    this.#choices = choices;
    this.#durations = durationsWith(special).ofPods;
  }

  /** Whether anything of pods is a choice. */
  static areAsked(choices: ClusterChoices): boolean {
    return podKinds.some((kind) => choices.asks(kind));
  }

  get defaults(): NonNullable<PodRules["defaults"]> {
    return this.#rules.defaults ?? {};
  }

  behaviourOf(subject: PodSubject): PodBehaviour {
    const rule = this.#rules.behaviourOf(subject);
    const behaviour = saysHowItEnds(rule) ? rule : { ...rule, ...this.#choose("end", subject, endsOf(subject)) };
    // What never starts takes no time.
    if (behaviour.stuck !== undefined) return behaviour;
    const { pending = this.#duration("pending", subject), run = this.#duration("run", subject) } = behaviour;
    const report = subject.kind === "task" || saysWhenItReports(rule) ? {} : this.#choose("report", subject, reports);
    return { ...behaviour, ...(pending !== undefined && { pending }), ...(run !== undefined && { run }), ...report };
  }

  onSigterm(subject: PodSubject): number | "ignore" {
    return this.#choose("signal", subject, reactions) ?? 0;
  }

  #duration(kind: "pending" | "run", subject: PodSubject): number | undefined {
    return this.#choose(kind, subject, this.#durations);
  }

  #choose<Value>(
    kind: PodLabel["kind"],
    { namespace, nodeName }: PodSubject,
    { names, values }: NamedOptions<Value>,
  ): Value | undefined {
    if (!this.#choices.asks(kind)) return values[0];
    return values[this.#choices.choose(kind, podLabel({ kind, namespace, nodeName }), names)];
  }
}

/** What an option of a choice about a pod makes of its behaviour, beyond what is usual. */
export function behaviourOfOption(kind: PodLabel["kind"], option: string): PodBehaviour {
  switch (kind) {
    case "pending":
      return { pending: durationOfOption(option) };
    case "run":
      return { run: durationOfOption(option) };
    case "end":
      return podEndsWithInit.values[podEndsWithInit.names.indexOf(option)] ?? {};
    case "report":
      return reports.values[reports.names.indexOf(option)] ?? {};
    case "signal":
      return { onSigterm: reactions.values[reactions.names.indexOf(option)] ?? 0 };
  }
}

function endsOf({ kind, containers }: PodSubject): NamedOptions<PodBehaviour> {
  if (kind === "task") return taskEnds;
  return containers.includes("init") ? podEndsWithInit : podEnds;
}

function saysHowItEnds({ exitCode, containers, end, stuck }: PodBehaviour): boolean {
  return exitCode !== undefined || containers !== undefined || end !== undefined || stuck !== undefined;
}

function saysWhenItReports({ taskResult, taskResultDelay }: PodBehaviour): boolean {
  return taskResult !== undefined || taskResultDelay !== undefined;
}
