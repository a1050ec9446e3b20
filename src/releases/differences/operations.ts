import type { Difference } from "../difference.ts";

/** What the operations of users do differently in earlier releases. */
export const operationDifferences = [
  {
    id: "retry-decides-node-by-node",
    issue: 14124,
    pr: 13734,
    title: "argo retry decides over each node by its own phase",
    affected: "<3.6.6",
    doc: "`argo retry` keeps, resets or deletes each node by its own phase and type, instead of walking from the failed nodes to the root. It refuses a workflow that has Pending or Running nodes.",
  },
  {
    id: "retry-resets-the-root-node",
    issue: 13196,
    pr: 13198,
    title: "argo retry restarts a root node that had succeeded",
    affected: "<3.5.11",
    doc: "`argo retry` always resets the root node, also when only the exit handler had failed.",
  },
  {
    id: "retry-resets-succeeded-retry-nodes",
    issue: 14796,
    pr: 14803,
    title: "argo retry restarts retry nodes that had succeeded",
    affected: "<3.7.2",
    doc: "`argo retry` sets every Retry node between a failed node and the root back to Running, even a succeeded one.",
  },
  {
    id: "retry-leaves-task-groups-finished",
    issue: 14769,
    pr: 14832,
    title: "argo retry leaves task groups finished above the nodes it restarts",
    affected: "<3.7.2",
    doc: "`argo retry` does not reset the TaskGroup of a loop when the node to run again lies in a nested DAG or steps template, so the DAG may end before that node.",
  },
  {
    id: "retry-marks-the-workflow-running",
    pr: 14854,
    title: "argo retry marks the workflow Running itself",
    affected: "<4.0.0-rc1",
    doc: "`argo retry` sets phase Running. Since v4.0 it sets no phase, so that the controller starts the workflow anew.",
  },
  {
    id: "retry-takes-any-parent",
    issue: 16450,
    pr: 16451,
    title: "argo retry resets different nodes from one try to the next",
    affected: "<3.7.17 || >=4.0.0-rc1 <4.0.8",
    doc: "A task that depends on several others is child of all of them. `argo retry` walked to the root by any one of these, at random.",
  },
  {
    id: "retry-keeps-stale-expansions",
    issue: 15802,
    pr: 15827,
    title: "argo retry with new parameters keeps the old members of loops",
    affected: "<3.7.14 || >=4.0.0-rc1 <4.0.5",
    doc: "With new parameters `argo retry` deletes what is below the TaskGroups and StepGroups it resets, so that loops expand anew. Earlier releases kept the old members.",
  },
] as const satisfies readonly Difference[];
