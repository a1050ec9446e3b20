/** How one container of a pod ends. */
export interface ContainerBehaviour {
  readonly exitCode?: number;
  readonly reason?: string;
  readonly message?: string;
}

/** How a pod behaves, as plain data. Durations are virtual milliseconds. */
export interface PodBehaviour {
  /** How long the pod is Pending; default {@link defaultPending}. */
  readonly pending?: number;
  /** How long its containers then run; default {@link defaultRun}, or for ever if it is a daemon. */
  readonly run?: number;
  /** Exit code of all containers but `wait`; default 0. */
  readonly exitCode?: number;
  /** Reason of the containers' end; default `Completed` or `Error`. */
  readonly reason?: string;
  /** Message of the containers' end, or of their waiting if the pod is stuck. */
  readonly message?: string;
  /** Containers that end otherwise than the rest, by name; also `init` and `wait`, the executor's own. */
  readonly containers?: Readonly<Record<string, ContainerBehaviour>>;
  readonly outputs?: {
    /** Standard output, as `outputs.result`. */
    readonly result?: string;
    /** Values of output parameters, by name. */
    readonly parameters?: Readonly<Record<string, string>>;
  };
  /** What a pod of artifact garbage collection cannot delete, by name of the artifact, and why. */
  readonly artifactErrors?: Readonly<Record<string, string>>;
  /** Once the containers have run for their time, the pod is evicted or deleted in place of an end of its own. */
  readonly end?: "evicted" | "deleted";
  /** How long the containers go on after SIGTERM, or `ignore`: until SIGKILL. Default 0. */
  readonly onSigterm?: number | "ignore";
  /** The pod never gets beyond Pending; its containers wait for this reason, for example `ImagePullBackOff`. */
  readonly stuck?: string;
  /** `lost`: the executor never reports. */
  readonly taskResult?: "lost";
  /** How long after the pod's end the executor's report is complete; default 0. */
  readonly taskResultDelay?: number;
}

export const defaultPending = 1_100;
export const defaultRun = 5_300;

/** What a behaviour is looked up for. */
export interface PodSubject {
  /** A pod, or an HTTP or plugin task of the agent. */
  readonly kind: "pod" | "task";
  readonly namespace: string;
  readonly workflowName: string;
  readonly nodeName: string;
  readonly displayName: string;
  /** Absent for a template that is written in place. */
  readonly templateName: string | undefined;
  /** Names of all containers; none for a task of the agent. */
  readonly containers: readonly string[];
}

/** Decides how pods behave. */
export interface PodRules {
  /** Times of pods whose behaviour gives none, in place of the usual ones. */
  readonly defaults?: Pick<PodBehaviour, "pending" | "run">;
  /** Asked once for each pod and each task of the agent, when it is created. */
  behaviourOf(subject: PodSubject): PodBehaviour;
  /** How a pod takes its first SIGTERM if its behaviour does not say it; without this its containers end at once. */
  onSigterm?(subject: PodSubject): number | "ignore";
}
