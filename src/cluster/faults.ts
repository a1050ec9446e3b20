import type { Choices } from "../../sim/choice.ts";
import type { ApiError } from "../engine/ports.ts";
import { conflict, forbidden, serviceUnavailable } from "./api-errors.ts";

/** A time in which the API server refuses to create pods. */
export interface PodCreationFault {
  readonly kind: "podQuotaExceeded" | "podCreateDenied";
  /** Virtual milliseconds; `to` is excluded, and absent means for ever. */
  readonly from: number;
  readonly to?: number;
  /** Whether it strikes the pod of this node. */
  readonly strikes: (nodeName: string) => boolean;
}

const refusals = {
  podQuotaExceeded: "exceeded quota: pods, requested: pods=1, used: pods=10, limited: pods=10",
  podCreateDenied: "admission webhook denied the request",
} as const;

/** What a request meets on its way. `dies` ends the controller's process, before or after the server took it in. */
export type RequestFate =
  | { readonly kind: "served" }
  | { readonly kind: "refused"; readonly error: ApiError; readonly fault: string }
  | { readonly kind: "dies"; readonly served: boolean };

/** A request to the API server, as far as faults depend on it. */
export interface RequestSubject {
  /** What is done, for example `create` or `update`. */
  readonly verb: string;
  readonly resource: string;
  /** Name of the object. */
  readonly name: string;
  /** What people know the object by; for pods the node. */
  readonly title: string;
}

const fates = {
  served: "served",
  unavailable: "unavailable",
  conflict: "conflict",
  podQuotaExceeded: "podQuotaExceeded",
  podCreateDenied: "podCreateDenied",
  diesBefore: "the controller dies before",
  diesAfter: "the controller dies after",
} as const;

const servedFate: RequestFate = { kind: "served" };

const { served, unavailable, diesBefore, diesAfter } = fates;
const anyRequest = [served, unavailable, diesBefore, diesAfter];
const podCreation = [served, fates.podQuotaExceeded, fates.podCreateDenied, unavailable, diesBefore, diesAfter];
const workflowUpdate = [served, fates.conflict, unavailable, diesBefore, diesAfter];

/** Decides about every request of the controller: by the faults of the scenario, and where they are silent by choice. */
export class Faults {
  readonly #podCreation: readonly PodCreationFault[];
  readonly #choices: Choices;

  constructor(podCreationFaults: readonly PodCreationFault[], choices: Choices) {
    this.#podCreation = podCreationFaults;
    this.#choices = choices;
  }

  /** @param now virtual milliseconds */
  fateOf(subject: RequestSubject, now: number): RequestFate {
    const { verb, resource, title } = subject;
    const isPodCreation = verb === "create" && resource === "pods";
    if (isPodCreation) {
      const fault = this.#podCreation.find(
        ({ from, to = Number.POSITIVE_INFINITY, strikes }) => from <= now && now < to && strikes(title),
      );
      if (fault !== undefined) return refusal(subject, fault.kind);
    }
    if (!this.#choices.asks("request")) return servedFate;
    const isWorkflowUpdate = verb === "update" && resource.startsWith("workflows.");
    const options = isPodCreation ? podCreation : isWorkflowUpdate ? workflowUpdate : anyRequest;
    const chosen = options[this.#choices.choose("request", `request:${verb} ${resource}/${title}`, options)] ?? served;
    return fate(subject, chosen);
  }
}

function fate(subject: RequestSubject, chosen: (typeof fates)[keyof typeof fates]): RequestFate {
  switch (chosen) {
    case "served":
      return { kind: "served" };
    case "unavailable":
      return { kind: "refused", error: serviceUnavailable(), fault: chosen };
    case "conflict":
      return { kind: "refused", error: conflict(subject.resource, subject.name), fault: chosen };
    case "podQuotaExceeded":
    case "podCreateDenied":
      return refusal(subject, chosen);
    case "the controller dies before":
      return { kind: "dies", served: false };
    case "the controller dies after":
      return { kind: "dies", served: true };
  }
}

function refusal({ resource, name }: RequestSubject, kind: PodCreationFault["kind"]): RequestFate {
  return { kind: "refused", error: forbidden(resource, name, refusals[kind]), fault: kind };
}
