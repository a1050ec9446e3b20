import type {
  ControllerStart,
  CronWorkflowChange,
  PodChange,
  PodCreation,
  RunEnd,
  WorkflowChange,
  WorkflowDeletion,
} from "./observation.ts";

/**
 * When an invariant is judged: `always` at every change, `eventually` when the run is over, because until then it may
 * yet become true.
 */
export type InvariantKind = "always" | "eventually";

/** Something that holds in every run of a controller without defects. */
export interface Invariant {
  /** In kebab-case; what scenarios and reports call it. */
  readonly name: string;
  readonly kind: InvariantKind;
  /** What holds, and why it matters, in one sentence. */
  readonly why: string;
  /** Upstream issues and pull requests about controllers that broke it. */
  readonly issues: readonly number[];
  /** Starts to watch one run. What the check remembers of the run lives in it alone. */
  begin(circumstances: Circumstances): Check;
}

/** What invariants must know of the cluster in which a run takes place. */
export interface Circumstances {
  /** How long each change of a workflow takes to reach the controller, in milliseconds. */
  readonly workflowInformerLag: number;
}

/** Judges what happens in one run, in order. A check that has nothing to say about something leaves it out. */
export interface Check {
  workflowChanged?(change: WorkflowChange): readonly Finding[];
  workflowDeleted?(deletion: WorkflowDeletion): readonly Finding[];
  cronWorkflowChanged?(change: CronWorkflowChange): readonly Finding[];
  controllerStarted?(start: ControllerStart): readonly Finding[];
  podCreated?(creation: PodCreation): readonly Finding[];
  podChanged?(change: PodChange): readonly Finding[];
  runEnded?(end: RunEnd): readonly Finding[];
}

/** One way in which the invariant does not hold. */
export interface Finding {
  /** Name of the workflow; empty when it is about the controller. */
  readonly workflow: string;
  /** Its namespace, unless that is `default`. What is observed of one workflow need not say it. */
  readonly namespace?: string;
  /** Names of the nodes it is about, if it is about nodes. */
  readonly nodes: readonly string[];
  /** What is wrong, for people. */
  readonly message: string;
}

/** A finding with the invariant that it breaks and the instant at which it was seen. */
export interface Violation extends Finding {
  readonly invariant: string;
  /** Virtual milliseconds. */
  readonly t: number;
}

/** Shared, because most checks find nothing most of the time. */
export const nothing: readonly Finding[] = [];
