import { attemptsFollowEachOther } from "./attempts-follow-each-other.ts";
import { attemptsStayWithinTheLimit } from "./attempts-stay-within-the-limit.ts";
import { completionIsRecorded } from "./completion-is-recorded.ts";
import { controllerStaysAlive } from "./controller-stays-alive.ts";
import { deadlineEndsTheWorkflow } from "./deadline-ends-the-workflow.ts";
import { everyNodeIsReachable } from "./every-node-is-reachable.ts";
import { exitHandlerRuns } from "./exit-handler-runs.ts";
import { exitHandlerWaitsForTheMainTree } from "./exit-handler-waits-for-the-main-tree.ts";
import { exitHooksRun } from "./exit-hooks-run.ts";
import { finishedNodeStaysAsItIs } from "./finished-node-stays-as-it-is.ts";
import { finishedWorkflowHasNoUnfinishedNode } from "./finished-workflow-has-no-unfinished-node.ts";
import { finishedWorkflowStaysAsItIs } from "./finished-workflow-stays-as-it-is.ts";
import { forbiddenRunsDoNotOverlap } from "./forbidden-runs-do-not-overlap.ts";
import { idleWorkflowEnds } from "./idle-workflow-ends.ts";
import type { Invariant } from "./invariant.ts";
import { lockHoldersAreUnfinished } from "./lock-holders-are-unfinished.ts";
import { loopEndsWithItsItems } from "./loop-ends-with-its-items.ts";
import { mutexHasOneHolder } from "./mutex-has-one-holder.ts";
import { noPodAfterShutdown } from "./no-pod-after-shutdown.ts";
import { noPodAfterTheEnd } from "./no-pod-after-the-end.ts";
import { nodeIdentityFollowsFromName } from "./node-identity-follows-from-name.ts";
import { nodePhaseMovesForward } from "./node-phase-moves-forward.ts";
import { nodeReferencesExist } from "./node-references-exist.ts";
import { nodesOnlyGrow } from "./nodes-only-grow.ts";
import { onePodPerNode } from "./one-pod-per-node.ts";
import { parallelismIsRespected } from "./parallelism-is-respected.ts";
import { podBelongsToANode } from "./pod-belongs-to-a-node.ts";
import { progressStaysInBounds } from "./progress-stays-in-bounds.ts";
import { retryEndsAsItsLastAttempt } from "./retry-ends-as-its-last-attempt.ts";
import { shutdownEndsTheWorkflow } from "./shutdown-ends-the-workflow.ts";
import { skippedNodeDidNothing } from "./skipped-node-did-nothing.ts";
import { startedWorkflowHasARoot } from "./started-workflow-has-a-root.ts";
import { stepGroupEndsWithItsSteps } from "./step-group-ends-with-its-steps.ts";
import { stepGroupsRunInOrder } from "./step-groups-run-in-order.ts";
import { stepsEndAsTheirGroups } from "./steps-end-as-their-groups.ts";
import { succeededNodeHasASucceededPod } from "./succeeded-node-has-a-succeeded-pod.ts";
import { suspendedWorkflowCreatesNoPods } from "./suspended-workflow-creates-no-pods.ts";
import { tasksWaitForTheirDependencies } from "./tasks-wait-for-their-dependencies.ts";
import { templateEndsWithItsNodes } from "./template-ends-with-its-nodes.ts";
import { timesAreInOrder } from "./times-are-in-order.ts";
import { workflowPhaseFollowsRootAndExitHandler } from "./workflow-phase-follows-root-and-exit-handler.ts";

/** Every invariant, those that say most about a run first. */
export const invariants: readonly Invariant[] = [
  finishedWorkflowHasNoUnfinishedNode,
  finishedWorkflowStaysAsItIs,
  workflowPhaseFollowsRootAndExitHandler,
  completionIsRecorded,
  shutdownEndsTheWorkflow,
  idleWorkflowEnds,
  deadlineEndsTheWorkflow,
  controllerStaysAlive,
  exitHandlerRuns,
  exitHandlerWaitsForTheMainTree,
  exitHooksRun,
  finishedNodeStaysAsItIs,
  nodePhaseMovesForward,
  nodesOnlyGrow,
  stepGroupEndsWithItsSteps,
  stepGroupsRunInOrder,
  stepsEndAsTheirGroups,
  templateEndsWithItsNodes,
  tasksWaitForTheirDependencies,
  loopEndsWithItsItems,
  attemptsFollowEachOther,
  attemptsStayWithinTheLimit,
  retryEndsAsItsLastAttempt,
  onePodPerNode,
  podBelongsToANode,
  succeededNodeHasASucceededPod,
  skippedNodeDidNothing,
  noPodAfterShutdown,
  noPodAfterTheEnd,
  suspendedWorkflowCreatesNoPods,
  parallelismIsRespected,
  lockHoldersAreUnfinished,
  mutexHasOneHolder,
  forbiddenRunsDoNotOverlap,
  startedWorkflowHasARoot,
  everyNodeIsReachable,
  nodeReferencesExist,
  nodeIdentityFollowsFromName,
  timesAreInOrder,
  progressStaysInBounds,
];

/** The names of all invariants. */
export const invariantNames: readonly string[] = invariants.map(({ name }) => name);
