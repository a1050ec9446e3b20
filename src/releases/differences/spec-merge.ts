import type { Difference } from "../difference.ts";

/** How earlier releases merge specs differently. */
export const specMergeDifferences = [
  {
    id: "argument-sources-merged",
    issue: 14426,
    pr: 14462,
    title: "an argument may get its value from the Workflow and its valueFrom from the WorkflowTemplate",
    affected: "<3.7.0-rc2",
    doc: "When a Workflow and its WorkflowTemplate both define an argument, their value, valueFrom and default were merged into one parameter. Later releases take the whole parameter from the Workflow.",
  },
  {
    id: "argument-artifact-locations-merged",
    pr: 15237,
    title: "an argument artifact may get a location from the Workflow and another one from the WorkflowTemplate",
    affected: "<4.1.0-rc1",
    doc: "When a Workflow and its WorkflowTemplate both define an argument artifact in different stores, the merged artifact had both locations. Later releases take the Workflow's.",
  },
  {
    id: "template-defaults-of-other-types",
    issue: 14899,
    pr: 15144,
    title: "templateDefaults turn a template into another kind of work",
    affected: "<3.6.16 || >=3.7.0-rc1 <3.7.7",
    doc: "Defaults for a container set, an HTTP request or a plugin applied to templates of every kind, and every default applied to these three; a template could so become what it was not.",
  },
] as const satisfies readonly Difference[];
