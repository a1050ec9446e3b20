/** A behaviour of older releases, and the range of releases that have it. */
export interface ValueDifference {
  readonly id: string;
  /** Upstream issue and pull request that ended it. */
  readonly issue?: number;
  readonly pr: number;
  readonly title: string;
  /** Releases that behave so, as a semver range. */
  readonly affected: string;
  readonly doc: string;
}

const beforeStrictReferences = "<3.7.11 || >=4.0.0 <4.0.2";
const beforeAbsentOutputs = "<3.7.16 || >=4.0.0 <4.0.7";
const beforeWhenFirst = "<3.7.12 || >=4.0.0 <4.0.3";

/** Where older releases give variables, inputs and outputs other values. */
export const valueDifferences: readonly ValueDifference[] = [
  {
    id: "unknown-outputs-left-unresolved",
    issue: 15513,
    pr: 15442,
    title: "A reference to an output that is not there is passed on as text",
    affected: beforeStrictReferences,
    doc: "The tag `{{steps.a.outputs.result}}` of a step that gave no result reaches the next step as it stands. Later releases queue the workflow again until the output appears.",
  },
  {
    id: "hooks-resolved-with-their-step",
    issue: 15513,
    pr: 15442,
    title: "The arguments of hooks are substituted together with their step or task",
    affected: beforeStrictReferences,
    doc: "A hook's arguments see the outputs known before its step ran, so a tag that names both may be replaced too early.",
  },
  {
    id: "when-resolved-after-arguments",
    issue: 15737,
    pr: 15736,
    title: "All fields of a step are resolved before its `when`",
    affected: beforeWhenFirst,
    doc: "A step whose `when` is false is refused, or waited for, when one of its arguments cannot be resolved.",
  },
  {
    id: "loops-without-status-variables",
    issue: 15737,
    pr: 15736,
    title: "A step or task with a loop has no `id`, `status`, `startedAt` and `finishedAt`",
    affected: beforeWhenFirst,
    doc: "`{{tasks.loop.status}}` is unknown: only the outputs of the items are in scope.",
  },
  {
    id: "skipped-outputs-unknown",
    pr: 16223,
    title: "The outputs of a skipped step are unknown",
    affected: beforeAbsentOutputs,
    doc: "Neither the default of the output nor that of the input that takes it stands in. Later releases use them, and fail when there is none.",
  },
  {
    id: "resolve-failure-unwrapped",
    pr: 12328,
    title: "An error in a step's references has no prefix",
    affected: "<3.6.0",
    doc: "The message of the step group lacks `failed to resolve references: `.",
  },
  {
    id: "error-texts-capitalised",
    issue: 14405,
    pr: 14699,
    title: "Some error texts begin with a capital letter",
    affected: "<4.0.0",
    doc: "`Failed to resolve references: ` and `Failed to compile function for expression`.",
  },
  {
    id: "loop-items-without-scope",
    pr: 14718,
    title: "Items of a loop are expanded without the variables of the workflow and of the template",
    affected: "<3.6.14 || >=3.7.0 <3.7.5",
    doc: "An expression that mixes `item` with other variables fails, because only `item` is known to it.",
  },
  {
    id: "config-map-over-value",
    issue: 14426,
    pr: 14462,
    title: "A workflow parameter's ConfigMap wins over its value",
    affected: "<3.7.0",
    doc: "With both `value` and `valueFrom.configMapKeyRef` given, the ConfigMap is read. Later releases take the value, so that it can be overridden at submission.",
  },
  {
    id: "json-outputs-aggregated-as-text",
    pr: 13513,
    title: "Outputs of loop items that are JSON are aggregated as quoted text",
    affected: "<3.5.11",
    doc: '`{{steps.loop.outputs.parameters.x}}` of items that give `{"a":1}` is a list of strings and not of objects.',
  },
  {
    id: "attempts-aggregated-with-items",
    issue: 14647,
    pr: 14651,
    title: "Attempts of retried loop items are aggregated in place of the items",
    affected: "<3.6.11",
    doc: "Outputs are taken from each succeeded attempt and ordered by the first parenthesis in its name.",
  },
  {
    id: "text-items-escaped",
    issue: 13718,
    pr: 14864,
    title: "Special characters of text items are escaped twice",
    affected: "<3.7.16",
    doc: "A line break in an item reaches the template as backslash and `n`.",
  },
  {
    id: "exit-arguments-need-values",
    issue: 13445,
    pr: 13448,
    title: "An exit hook panics when an output of its step has no value",
    affected: "<3.5.11",
    doc: "Resolving the arguments of the hook reads the missing value; the workflow becomes Error.",
  },
  {
    id: "optional-artifacts-kept-unresolved",
    issue: 14267,
    pr: 14503,
    title: "Optional artifacts that cannot be resolved are passed on",
    affected: "<3.6.8",
    doc: "The step or task still names the artifact, without a location; a task's `fromExpression` is not evaluated at all.",
  },
  {
    id: "config-map-reference-whole-tags-only",
    issue: 13890,
    pr: 13921,
    title: "The name and key of a ConfigMap are substituted only when they are one tag",
    affected: "<3.5.14 || >=3.6.0 <3.6.3",
    doc: "`prefix-{{workflow.name}}` is taken as it stands.",
  },
  {
    id: "inputs-substituted-without-globals",
    issue: 12941,
    pr: 14444,
    title: "Variables of the workflow are unknown when inputs are substituted",
    affected: "<3.5.15 || >=3.6.0 <3.6.8",
    doc: "An expression that mixes inputs with other variables stays unresolved.",
  },
  {
    id: "pod-name-inline-by-node-name",
    issue: 12895,
    pr: 13261,
    title: "A pod's name has no template name in it when the node's name contains `.inline`",
    affected: "<3.5.9",
    doc: "Later releases leave the template's name out when the template has none.",
  },
  {
    id: "artifact-sub-path-needs-key",
    issue: 13564,
    pr: 13567,
    title: "An optional artifact with a subPath fails when it has no key",
    affected: "<3.5.11",
    doc: "Later releases pass the artifact on without the subPath.",
  },
  {
    id: "expression-results-as-plain-text",
    pr: 12909,
    title: "Results of expressions are put in as Go prints them",
    affected: "<3.6.0",
    doc: "A map becomes `map[a:1]` and not JSON.",
  },
  {
    id: "item-and-last-retry-evaluated-early",
    issue: 15008,
    pr: 15033,
    title: "Expressions with `item` or `lastRetry` may be evaluated before these are known",
    affected: "<3.6.13 || >=3.7.0 <3.7.4",
    doc: "An expression such as `item ?? 'none'` takes the value for absent.",
  },
  {
    id: "expression-conversions-of-argoproj-pkg",
    issue: 14255,
    pr: 14254,
    title: "`asInt`, `asFloat`, `string` and `jsonpath` in expressions are those of argoproj/pkg",
    affected: "<3.7.0",
    doc: "They give other integer types, and another dialect of JSONPath.",
  },
  {
    id: "workflow-duration-runs-on",
    pr: 15935,
    title: "`workflow.duration` goes on after the workflow has ended",
    affected: "<3.7.14 || >=4.0.0 <4.0.5",
    doc: "It is always the time since the start.",
  },
];
