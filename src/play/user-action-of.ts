import type { ApplicableObject } from "../cluster/people/submission.ts";
import type { UserAction } from "../cluster/people/user-action.ts";
import { defaultNamespace } from "../manifest/load-manifests.ts";
import { matchesPod } from "../scenario/glob.ts";
import type { ScenarioAction } from "../scenario/schema.ts";

/** An object by its names. */
export interface ObjectReference {
  readonly name: string;
  readonly namespace: string;
}

type WithoutMoment<Action> = Action extends unknown ? Omit<Action, "at" | "when" | "after"> : never;

/** An action of a scenario, whenever it is done. */
export type ScenarioDeed = WithoutMoment<ScenarioAction>;

/** What an action is about that does not say it. */
export interface ActionContext {
  readonly workflow: ObjectReference;
  readonly cronWorkflow: ObjectReference;
  /** All workflows and CronWorkflows that are submitted: a name alone means the first of them that has it. */
  readonly submitted: readonly ObjectReference[];
  /** What is applied; undefined for what plays no part in the simulation. */
  readonly object: ApplicableObject | undefined;
}

/** An action of a scenario as the cluster takes it; undefined for what would do nothing. */
export function userAction(
  action: ScenarioDeed,
  { workflow, cronWorkflow, submitted, object }: ActionContext,
): UserAction | undefined {
  if (isCronAction(action)) return cronAction(action, targetOf(action.cronWorkflow, cronWorkflow, submitted));
  if (action.do === "apply") return object && { ...targetOf(undefined, object, submitted), do: "apply", object };
  const target = targetOf(action.workflow, workflow, submitted);
  switch (action.do) {
    case "terminate":
    case "suspend":
      return { do: action.do, ...target };
    case "delete":
      return { do: "delete", ...target, ...given({ force: action.force }) };
    case "stop":
      return { do: "stop", ...target, ...given({ node: action.node, message: action.message }) };
    case "resume":
      return { do: "resume", ...target, ...given({ node: action.node }) };
    case "set": {
      const { node, phase, message, parameters } = action;
      return { do: "set", ...target, node, options: given({ phase, message, outputParameters: parameters }) };
    }
    case "retry": {
      const { restartSuccessful, parameters } = action;
      const options = given({ restartSuccessful, parameters: assignments(parameters) });
      return { do: "retry", ...target, ...given({ node: action.node }), options };
    }
    case "resubmit": {
      const { memoized, parameters } = action;
      return { do: "resubmit", ...target, options: given({ memoized, parameters: assignments(parameters) }) };
    }
    case "deletePod":
    case "evict": {
      const { do: what, node } = action;
      return { do: what, ...target, node, matches: (pod) => matchesPod(node, pod) };
    }
    case "restartController":
      return { do: "restartController", ...target, for: action.for };
  }
}

function targetOf(name: string | undefined, otherwise: ObjectReference, submitted: readonly ObjectReference[]) {
  const { name: workflow, namespace } =
    name === undefined ? otherwise : referenceOf(name, submitted, otherwise.namespace);
  return { workflow, namespace };
}

/**
 * What is meant by `NAMESPACE/NAME` or by a name alone: the first that is known by it, those of the namespace `default`
 * before all others.
 *
 * @param namespace that of a name that is not known
 */
export function referenceOf(text: string, known: Iterable<ObjectReference>, namespace: string): ObjectReference {
  const [before = "", name] = text.split("/");
  if (name !== undefined) return { namespace: before, name };
  let first: ObjectReference | undefined;
  for (const one of known) {
    if (one.name !== text) continue;
    if (one.namespace === defaultNamespace) return one;
    first ??= one;
  }
  return first ?? { namespace, name: text };
}

type CronScenarioAction = Extract<ScenarioDeed, { readonly do: `cron ${string}` }>;

function isCronAction(action: ScenarioDeed): action is CronScenarioAction {
  return action.do.startsWith("cron ");
}

function cronAction(action: CronScenarioAction, target: ReturnType<typeof targetOf>): UserAction {
  if (action.do !== "cron backfill") return { do: action.do, ...target };
  const { start, end, name, parallel, argumentName } = action;
  return { do: "cron backfill", ...target, options: { start, ...given({ end, name, parallel, argumentName }) } };
}

/** Arguments as the `argo` command takes them. */
function assignments(parameters: Readonly<Record<string, string>> | undefined): readonly string[] | undefined {
  return parameters && Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
}

type Given<Fields> = { [Key in keyof Fields]?: Exclude<Fields[Key], undefined> };

/** The fields that have a value. */
function given<Fields extends object>(fields: Fields): Given<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<Fields>;
}
