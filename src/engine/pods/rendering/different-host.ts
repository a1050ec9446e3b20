import type { JsonObject } from "../../../manifest/types.ts";
import type { PodInputs } from "./pod-inputs.ts";
import type { PodSpecDraft } from "./rendered-pod.ts";

interface Requirement {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[];
}

interface Term extends JsonObject {
  readonly matchExpressions?: readonly (Requirement & JsonObject)[];
}

/** Keeps a pod away from the hosts on which earlier attempts failed (`scheduleOnDifferentHost`, `AddHostnamesToAffinity`). */
export function avoidHosts(spec: PodSpecDraft, { avoidedHosts, configuration }: PodInputs): void {
  const label = configuration.environment.RETRY_HOST_NAME_LABEL_KEY ?? "kubernetes.io/hostname";
  if (label === "" || avoidedHosts.length === 0) return;
  const nodeAffinity = (spec.affinity?.nodeAffinity ?? {}) as JsonObject;
  const required = (nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution ?? {}) as JsonObject;
  const terms = (required.nodeSelectorTerms ?? []) as unknown as readonly Term[];
  const nodeSelectorTerms = withRequirement(terms, { key: label, operator: "NotIn", values: avoidedHosts });
  spec.affinity = {
    ...spec.affinity,
    nodeAffinity: {
      ...nodeAffinity,
      requiredDuringSchedulingIgnoredDuringExecution: { ...required, nodeSelectorTerms } as unknown as JsonObject,
    },
  };
}

/** The first term that is empty or that excludes hosts already takes the requirement, else the first of all. */
function withRequirement(terms: readonly Term[], requirement: Requirement & { readonly values: readonly string[] }) {
  const { key, operator, values } = requirement;
  const added = { key, operator, values };
  if (terms.length === 0) return [{ matchExpressions: [added] }];
  for (const [index, term] of terms.entries()) {
    const { matchExpressions = [] } = term;
    if (matchExpressions.length === 0) return terms.with(index, { ...term, matchExpressions: [added] } as Term);
    const at = matchExpressions.findIndex((known) => known.key === key && known.operator === operator);
    const known = matchExpressions[at];
    if (known === undefined) continue;
    const joined = { ...known, values: [...new Set([...(known.values ?? []), ...values])] };
    return terms.with(index, { ...term, matchExpressions: matchExpressions.with(at, joined) });
  }
  const [first = {}, ...others] = terms;
  return [{ ...first, matchExpressions: [...(first.matchExpressions ?? []), added] }, ...others];
}
