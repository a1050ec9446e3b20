import type { ApiError } from "../../engine/model/ports.ts";
import type { ClusterChoices } from "../choice-kinds.ts";
import { requestLabel } from "../choice-labels.ts";
import {
  conflict,
  forbidden,
  internalError,
  notAllowed,
  requestTimeout,
  serverTimeout,
  serviceUnavailable,
  tooManyRequests,
} from "./api-errors.ts";

/** A request to the API server, as far as faults depend on it. */
export interface RequestSubject {
  /** What is done, for example `create` or `update`. */
  readonly verb: string;
  readonly resource: string;
  readonly namespace: string;
  /** Name of the object. */
  readonly name: string;
  /** What people know the object by; for pods the node. */
  readonly title: string;
  /** What the node of a pod is displayed as; else the title. */
  readonly displayName: string;
}

/** What can go wrong with a request, by the names under which scenarios ask for it. */
export const faultKinds = [
  "podQuotaExceeded",
  "podCreateDenied",
  "conflict",
  "serverTimeout",
  "timeout",
  "tooManyRequests",
  "unavailable",
  "internalError",
  "notAllowed",
  /** The controller's process ends before or after the server took the request in. */
  "controllerDiesBefore",
  "controllerDiesAfter",
] as const;

export type FaultKind = (typeof faultKinds)[number];

/** What the API server answers with. */
const refusals: Readonly<
  Record<Exclude<FaultKind, "controllerDiesBefore" | "controllerDiesAfter">, (subject: RequestSubject) => ApiError>
> = {
  podQuotaExceeded: ({ resource, name }) =>
    forbidden(resource, name, "exceeded quota: pods, requested: pods=1, used: pods=10, limited: pods=10"),
  podCreateDenied: ({ resource, name }) => forbidden(resource, name, "admission webhook denied the request"),
  conflict: ({ resource, name }) => conflict(resource, name),
  serverTimeout: ({ resource, verb }) => serverTimeout(resource, verb),
  timeout: requestTimeout,
  tooManyRequests,
  unavailable: serviceUnavailable,
  internalError,
  notAllowed: ({ resource, verb }) => notAllowed(resource, verb),
};

/** A time in which something goes wrong with requests of the controller. */
export interface RequestFault {
  readonly kind: FaultKind;
  /** Virtual milliseconds; `to` is excluded, and absent means for ever. */
  readonly from: number;
  readonly to?: number;
  /** How many requests it strikes at most; absent means all. */
  readonly times?: number;
  /** Whether it is about such a request. */
  readonly strikes: (subject: RequestSubject) => boolean;
}

/** What a request meets on its way. `dies` ends the controller's process, before or after the server took it in. */
export type RequestFate =
  | { readonly kind: "served" }
  | { readonly kind: "refused"; readonly error: ApiError; readonly fault: FaultKind }
  | { readonly kind: "dies"; readonly served: boolean };

const served: RequestFate = { kind: "served" };

/** Options of a choice, the obedient one first. */
const fates = {
  served: undefined,
  unavailable: "unavailable",
  conflict: "conflict",
  podQuotaExceeded: "podQuotaExceeded",
  podCreateDenied: "podCreateDenied",
  "the controller dies before": "controllerDiesBefore",
  "the controller dies after": "controllerDiesAfter",
} as const satisfies Readonly<Record<string, FaultKind | undefined>>;

type Option = keyof typeof fates;

const anyDeath: readonly Option[] = ["the controller dies before", "the controller dies after"];
const anyRequest: readonly Option[] = ["served", "unavailable", ...anyDeath];
const podCreation: readonly Option[] = ["served", "podQuotaExceeded", "podCreateDenied", "unavailable", ...anyDeath];
const workflowUpdate: readonly Option[] = ["served", "conflict", "unavailable", ...anyDeath];

/** The fault that an option of a choice means; undefined for the obedient one. */
export function faultOfOption(option: string): FaultKind | undefined {
  return Object.hasOwn(fates, option) ? fates[option as Option] : undefined;
}

/** Decides about every request of the controller: by the faults of the scenario, and where they are silent by choice. */
export class Faults {
  readonly #faults: readonly RequestFault[];
  readonly #choices: ClusterChoices;
  readonly #asksFates: boolean;
  /** How many requests each fault has struck. */
  readonly #struck: number[];

  constructor(faults: readonly RequestFault[], choices: ClusterChoices) {
    this.#faults = faults;
    this.#choices = choices;
    this.#asksFates = choices.asks("request");
    this.#struck = faults.map(() => 0);
  }

  /** @param now virtual milliseconds */
  fateOf(subject: RequestSubject, now: number): RequestFate {
    const index = this.#faults.findIndex((fault, at) => this.#isDue(fault, at, now) && fault.strikes(subject));
    const fault = this.#faults[index];
    if (fault !== undefined) {
      this.#struck[index] = (this.#struck[index] ?? 0) + 1;
      return fateBy(fault.kind, subject);
    }
    if (!this.#asksFates) return served;
    const options = optionsOf(subject);
    const chosen = this.#choices.choose("request", requestLabel(subject), options);
    const kind = fates[options[chosen] ?? "served"];
    return kind === undefined ? served : fateBy(kind, subject);
  }

  /** Indexes of the faults that no request ever met. */
  unmet(): readonly number[] {
    return this.#struck.flatMap((count, index) => (count === 0 ? [index] : []));
  }

  #isDue({ from, to, times }: RequestFault, index: number, now: number): boolean {
    if (now < from || (to !== undefined && now >= to)) return false;
    return times === undefined || (this.#struck[index] ?? 0) < times;
  }
}

function optionsOf({ verb, resource }: RequestSubject): readonly Option[] {
  if (verb === "create" && resource === "pods") return podCreation;
  return verb === "update" && resource.startsWith("workflows.") ? workflowUpdate : anyRequest;
}

function fateBy(kind: FaultKind, subject: RequestSubject): RequestFate {
  if (kind === "controllerDiesBefore") return { kind: "dies", served: false };
  if (kind === "controllerDiesAfter") return { kind: "dies", served: true };
  return { kind: "refused", error: refusals[kind](subject), fault: kind };
}
