import type { ChoiceKind } from "./choice-kinds.ts";

/** What a choice about a pod, or about a task of an agent, is about. */
export interface PodLabel {
  readonly kind: "pending" | "run" | "end" | "report" | "signal";
  readonly namespace: string;
  readonly nodeName: string;
}

/** `pending:default/demo[0].build` */
export function podLabel({ kind, namespace, nodeName }: PodLabel): string {
  return `${kind}:${namespace}/${nodeName}`;
}

/** Of a label of such a choice. */
export function readPodLabel(label: string): PodLabel | undefined {
  const [, kind, namespace = "", nodeName = ""] = /^(pending|run|end|report|signal):([^/]*)\/(.*)$/s.exec(label) ?? [];
  return kind === undefined ? undefined : { kind: kind as PodLabel["kind"], namespace, nodeName };
}

/** What a choice about people or about a restart is about: the moment at which they are asked. */
export interface MomentLabel {
  readonly kind: "action" | "restart";
  readonly namespace: string;
  readonly workflow: string;
  /** What has become so: `demo[0].build is Running`, or of the workflow `it is Running`. */
  readonly what: string;
}

/** `action:default/demo when demo[0].build is Running` */
export function momentLabel({ kind, namespace, workflow, what }: MomentLabel): string {
  return `${kind}:${namespace}/${workflow} when ${what}`;
}

/** Of a label of such a choice. */
export function readMomentLabel(label: string): MomentLabel | undefined {
  const [, kind, namespace = "", workflow = "", what = ""] =
    /^(action|restart):([^/]*)\/(\S*) when (.*)$/s.exec(label) ?? [];
  return kind === undefined ? undefined : { kind: kind as MomentLabel["kind"], namespace, workflow, what };
}

/** `delay:terminate default/demo when demo[0].build is Running`: how late that is done which was chosen at a moment. */
export function delayLabel(what: string, moment: string): string {
  return `delay:${what} ${moment.slice(moment.indexOf(":") + 1)}`;
}

/** What a choice about a request of the controller is about. */
export interface RequestLabel {
  readonly verb: string;
  readonly resource: string;
  readonly namespace: string;
  /** What people know the object by; for pods that are created the node. */
  readonly title: string;
}

/** `request:create pods/default/demo[0].build` */
export function requestLabel({ verb, resource, namespace, title }: RequestLabel): string {
  return `request:${verb} ${resource}/${namespace}/${title}`;
}

/** Of a label of such a choice. */
export function readRequestLabel(label: string): RequestLabel | undefined {
  const [, verb, resource = "", namespace = "", title = ""] =
    /^request:(\S+) ([^/]*)\/([^/]*)\/(.*)$/s.exec(label) ?? [];
  return verb === undefined ? undefined : { verb, resource, namespace, title };
}

/** The kinds whose choices are made at moments, and may be made at others instead. */
export function isMadeAtMoments(kind: string): kind is MomentLabel["kind"] {
  return ["action", "restart"].includes(kind as ChoiceKind);
}
