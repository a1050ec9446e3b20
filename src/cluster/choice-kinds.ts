import type { Choices } from "../../sim/choice/choice.ts";

/**
 * All that a run may vary: the kinds of choices that the simulation asks for, each with what it decides. Whatever is not
 * among these is the same in every run of a scenario.
 *
 * The label of a choice begins with its kind: `pending:default/demo.build`.
 */
export const choiceKinds = {
  pending: "How long a pod is Pending.",
  run: "How long the containers of a pod run, and how long an agent works on a task.",
  end: "How a pod or a task ends: its exit code, out of memory, evicted, deleted, or never started at all.",
  report: "When the executor reports what came out of a pod, or that it never does.",
  signal: "How the containers of a pod take SIGTERM.",
  action: "What people do to a workflow right after its status has visibly changed.",
  restart: "Whether the controller is restarted right after the status of a workflow has visibly changed.",
  delay: "How long after that change people act, or the controller is restarted.",
  request:
    "What a request of the controller meets: it is served or refused, or the controller dies before or after it.",
  deliver: "How late an informer of the controller learns of a change.",
  race: "Whether the controller acts before its informer shows what arrives at the same millisecond.",
  tie: "Whether the controller acts before something happens in the world at the same millisecond.",
  order: "In which order the controller visits what Go keeps in a map or does in goroutines.",
} as const satisfies Readonly<Record<string, string>>;

export type ChoiceKind = keyof typeof choiceKinds;

/** Decides what the simulation leaves open. */
export type ClusterChoices = Choices<ChoiceKind>;

/** The kind of the choice that a label, or a key of a script, is about; undefined when there is no such kind. */
export function kindOfLabel(label: string): ChoiceKind | undefined {
  const kind = label.slice(0, Math.max(0, label.indexOf(":")));
  return isChoiceKind(kind) ? kind : undefined;
}

export function isChoiceKind(name: string): name is ChoiceKind {
  return Object.hasOwn(choiceKinds, name);
}
