import type { Difference } from "../difference.ts";

/** How earlier releases read pods differently. */
export const podDifferences = [
  {
    id: "failure-message-lacks-container-name",
    issue: 10007,
    pr: 13790,
    title: "the message of a failed node does not say which container failed",
    affected: "<3.7.0-rc1",
    doc: "The message began with the reason of the container's end, for example `Error (exit code 1)`; the container's name stands before it since.",
  },
  {
    id: "failed-daemon-succeeds",
    issue: 13705,
    pr: 13738,
    title: "a daemon whose pod fails counts as succeeded",
    affected: "<3.7.0-rc1",
    doc: "The failure of a daemon's pod was ignored, and one that ended by itself had succeeded. Such a daemon has failed since, so that it can be retried.",
  },
  {
    id: "init-container-failure-fails-node",
    issue: 14495,
    pr: 14510,
    title: "a failed init container makes its node Failed, never Error",
    affected: "<3.6.11",
    doc: "A failure of the executor's own init container is an Error since.",
  },
  {
    id: "killed-pod-succeeds",
    pr: 15150,
    title: "a failed pod none of whose containers is known to have failed counts as succeeded",
    affected: "<3.6.16 || >=3.7.0-rc1 <3.7.7",
    doc: "Both the main container and the executor must have succeeded since.",
  },
  {
    id: "failed-executor-still-awaited",
    issue: 13373,
    pr: 13491,
    title: "a workflow waits for the report of an executor that was killed",
    affected: "<3.5.11",
    doc: "The executor that ended badly, or went away with an evicted pod, can report nothing any more; its report counts as complete since.",
  },
  {
    id: "outputs-not-awaited",
    pr: 14625,
    title: "a node succeeds before its outputs have arrived",
    affected: "<3.6.11 || >=3.7.0-rc1 <3.7.1",
    doc: "A node whose template declares outputs stays Running until they are set since.",
  },
  {
    id: "failure-clears-pending-message",
    issue: 13200,
    pr: 13201,
    title: "a node that fails while it is pending loses its message",
    affected: "<3.5.12 || >=3.6.0-rc1 <3.6.0-rc3",
    doc: "The message that told why it was pending was cleared, although it tells why it failed.",
  },
  {
    id: "failed-pod-awaits-its-containers",
    pr: 14129,
    title: "a node stays as it is while a container of its failed pod seems to run",
    affected: "<3.6.5",
    doc: "Containers of a pod that was lost are never seen to end; the nodes fail with the pod since.",
  },
  {
    id: "deleted-pod-leaves-dependent-containers",
    issue: 13951,
    pr: 13978,
    title: "containers of a container set that depend on others stay unfinished when their pod is deleted",
    affected: "<3.5.14 || >=3.6.0-rc1 <3.6.3",
    doc: "Only the containers directly below the pod were marked as deleted.",
  },
] as const satisfies readonly Difference[];
