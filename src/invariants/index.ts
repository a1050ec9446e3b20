import type { Invariant } from "./invariant.ts";
import { forbiddenRunsDoNotOverlap } from "./limits/forbidden-runs-do-not-overlap.ts";
import { lockHoldersAreUnfinished } from "./limits/lock-holders-are-unfinished.ts";
import { mutexHasOneHolder } from "./limits/mutex-has-one-holder.ts";
import { parallelismIsRespected } from "./limits/parallelism-is-respected.ts";
import { everyNodeIsReachable } from "./nodes/every-node-is-reachable.ts";
import { finishedNodeStaysAsItIs } from "./nodes/finished-node-stays-as-it-is.ts";
import { nodeIdentityFollowsFromName } from "./nodes/node-identity-follows-from-name.ts";
import { nodePhaseMovesForward } from "./nodes/node-phase-moves-forward.ts";
import { nodeReferencesExist } from "./nodes/node-references-exist.ts";
import { nodesOnlyGrow } from "./nodes/nodes-only-grow.ts";
import { progressStaysInBounds } from "./nodes/progress-stays-in-bounds.ts";
import { skippedNodeDidNothing } from "./nodes/skipped-node-did-nothing.ts";
import { timesAreInOrder } from "./nodes/times-are-in-order.ts";
import { noPodAfterShutdown } from "./pods/no-pod-after-shutdown.ts";
import { noPodAfterTheEnd } from "./pods/no-pod-after-the-end.ts";
import { onePodPerNode } from "./pods/one-pod-per-node.ts";
import { podBelongsToANode } from "./pods/pod-belongs-to-a-node.ts";
import { succeededNodeHasASucceededPod } from "./pods/succeeded-node-has-a-succeeded-pod.ts";
import { attemptsFollowEachOther } from "./templates/attempts-follow-each-other.ts";
import { attemptsStayWithinTheLimit } from "./templates/attempts-stay-within-the-limit.ts";
import { loopEndsWithItsItems } from "./templates/loop-ends-with-its-items.ts";
import { retryEndsAsItsLastAttempt } from "./templates/retry-ends-as-its-last-attempt.ts";
import { stepGroupEndsWithItsSteps } from "./templates/step-group-ends-with-its-steps.ts";
import { stepGroupsRunInOrder } from "./templates/step-groups-run-in-order.ts";
import { stepsEndAsTheirGroups } from "./templates/steps-end-as-their-groups.ts";
import { tasksWaitForTheirDependencies } from "./templates/tasks-wait-for-their-dependencies.ts";
import { templateEndsWithItsNodes } from "./templates/template-ends-with-its-nodes.ts";
import { completionIsRecorded } from "./workflows/completion-is-recorded.ts";
import { controllerStaysAlive } from "./workflows/controller-stays-alive.ts";
import { deadlineEndsTheWorkflow } from "./workflows/deadline-ends-the-workflow.ts";
import { exitHandlerRuns } from "./workflows/exit-handler-runs.ts";
import { exitHandlerWaitsForTheMainTree } from "./workflows/exit-handler-waits-for-the-main-tree.ts";
import { exitHooksRun } from "./workflows/exit-hooks-run.ts";
import { finishedWorkflowHasNoUnfinishedNode } from "./workflows/finished-workflow-has-no-unfinished-node.ts";
import { finishedWorkflowStaysAsItIs } from "./workflows/finished-workflow-stays-as-it-is.ts";
import { idleWorkflowEnds } from "./workflows/idle-workflow-ends.ts";
import { shutdownEndsTheWorkflow } from "./workflows/shutdown-ends-the-workflow.ts";
import { startedWorkflowHasARoot } from "./workflows/started-workflow-has-a-root.ts";
import { suspendedWorkflowCreatesNoPods } from "./workflows/suspended-workflow-creates-no-pods.ts";
import { workflowPhaseFollowsRootAndExitHandler } from "./workflows/workflow-phase-follows-root-and-exit-handler.ts";

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
