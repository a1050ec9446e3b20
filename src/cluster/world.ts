import type { PodPhase } from "../engine/model/pod.ts";

/** Where the world of the recorded timelines is not quite Kubernetes. */
export interface World {
  /** Phase of a pod that no kubelet has taken up yet; a controller that looks this early finds another unexpected. */
  readonly newPodPhase: PodPhase;
  /** Whether what was going to happen to a pod that is deleted happens to the next pod of its name. */
  readonly podTimersOutlivePods: boolean;
  /** Whether a deleted volume claim stays until the finalizer `kubernetes.io/pvc-protection` is taken off it. */
  readonly claimsAreProtected: boolean;
  /** Whether pods of resource templates create the Workflows that they are to create. */
  readonly podsCreateWorkflows: boolean;
  /**
   * How many milliseconds after its time a timer of the controller goes off. Upstream asks in places whether now is
   * after a deadline, which a timer that is not late at all finds to be not so.
   */
  readonly timerLatency: number;
  /** Whether a pod that runs for longer than its `activeDeadlineSeconds` is ended. */
  readonly activeDeadlinesAreEnforced: boolean;
  /** Whether the client answers an empty object beside an error, and not nothing. */
  readonly errorsComeWithObject: boolean;
  /** Whether the containers of an evicted pod are seen to have been killed; otherwise they seem to run on. */
  readonly evictionKillsContainers: boolean;
  /** Whether the pods and the like of a deleted workflow are deleted, too, because it owned them. */
  readonly ownedObjectsAreCollected: boolean;
  /** Whether pods of artifact garbage collection delete artifacts; else they report outputs as other pods do. */
  readonly podsDeleteArtifacts: boolean;
  /** Whether the API server deletes all objects of a label when asked to; else it only says so. */
  readonly deletesCollections: boolean;
  /** Whether a change of a task set, such as an agent's answer, queues its workflow (`newWorkflowTaskSetInformer`). */
  readonly taskSetChangesQueueWorkflows: boolean;
  /** Whether watches that ask for labels tell of an object that loses them as deleted; else they tell of all objects. */
  readonly watchesSelectByLabel: boolean;
  /** Whether a patch arrives as two events, the contents before the version; see `Informer`. */
  readonly patchesArriveTwice: boolean;
  /** Whether people reach the cluster through the Argo server, which checks more than the `argo` command does. */
  readonly peopleUseArgoServer: boolean;
  /** Whether a restart of a controller that is down starts one process more, beside that which was to come. */
  readonly restartsOverlap: boolean;
  /** Whether there is no service account but `default`, whose secret has no name; else all that pods ask for are there. */
  readonly onlyDefaultServiceAccount: boolean;
  /** Whether the init container fails for want of an input artifact. */
  readonly inputArtifactsAreRequired: boolean;
}

/** A cluster as Kubernetes has it. */
export const kubernetes: World = {
  newPodPhase: "Pending",
  podTimersOutlivePods: false,
  claimsAreProtected: true,
  podsCreateWorkflows: true,
  timerLatency: 1,
  activeDeadlinesAreEnforced: true,
  errorsComeWithObject: true,
  evictionKillsContainers: true,
  ownedObjectsAreCollected: true,
  podsDeleteArtifacts: true,
  deletesCollections: true,
  taskSetChangesQueueWorkflows: true,
  watchesSelectByLabel: true,
  patchesArriveTwice: false,
  peopleUseArgoServer: true,
  restartsOverlap: false,
  onlyDefaultServiceAccount: false,
  inputArtifactsAreRequired: true,
};

/** The world in which timelines of the real controller were recorded, to compare with them. */
export const recordedWorld: World = {
  newPodPhase: "",
  podTimersOutlivePods: true,
  claimsAreProtected: false,
  podsCreateWorkflows: false,
  timerLatency: 0,
  activeDeadlinesAreEnforced: false,
  errorsComeWithObject: false,
  evictionKillsContainers: false,
  ownedObjectsAreCollected: false,
  podsDeleteArtifacts: false,
  deletesCollections: false,
  taskSetChangesQueueWorkflows: false,
  watchesSelectByLabel: false,
  patchesArriveTwice: true,
  peopleUseArgoServer: false,
  restartsOverlap: true,
  onlyDefaultServiceAccount: true,
  inputArtifactsAreRequired: false,
};

/** The worlds by the names under which a comparison with recordings asks for them. */
export const worlds = { recorded: recordedWorld, kubernetes } as const satisfies Readonly<Record<string, World>>;

export type WorldName = keyof typeof worlds;

export const worldNames = Object.keys(worlds) as readonly WorldName[];
