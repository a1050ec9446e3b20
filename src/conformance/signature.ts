import type { CaseOutcome } from "./conform.ts";
import type { Difference } from "./difference.ts";
import type { Divergence } from "./divergence.ts";

/**
 * What kind of failure this is, in a few words that are the same for failures of probably one cause: the field and the
 * values, without the names and numbers of the single case. Undefined for a case that did not fail.
 */
export function signatureOf(outcome: CaseOutcome): string | undefined {
  switch (outcome.kind) {
    case "exact":
    case "byChoice":
      return undefined;
    case "finalEqual":
    case "different":
      return signatureOfDivergence(outcome.divergence);
    case "refused":
    case "crashed":
      return `${outcome.kind}: ${withoutNames(outcome.message.split("\n")[0] ?? "")}`;
  }
}

function signatureOfDivergence(divergence: Divergence): string {
  if (divergence.kind === "crash") return divergence.expected === undefined ? "unexpected crash" : "missing crash";
  if (divergence.kind === "data") {
    const [first] = divergence.differences;
    return first === undefined ? "data" : signatureOfDifference(first);
  }
  const { expected, got } = divergence;
  if (got === undefined) return "event missing at the end";
  if (expected === undefined) return "event too many at the end";
  return expected.t < got.t
    ? "event too late or missing"
    : expected.t > got.t
      ? "event too early or too many"
      : "event of another workflow";
}

function signatureOfDifference({ path, expected, got }: Difference): string {
  const [part, ...rest] = path;
  const field = part === "nodes" ? ["node", ...rest.slice(1)] : path;
  const steps = field.filter((step) => typeof step === "string");
  return `${steps.join(".")}: ${describeValue(expected)} -> ${describeValue(got)}`;
}

/** A value as part of a signature; of anything compound only its kind counts. */
function describeValue(value: unknown): string {
  if (value === undefined) return "absent";
  if (Array.isArray(value)) return `${value.length} items`;
  if (typeof value === "object" && value !== null) {
    const { type, phase } = value as { readonly type?: unknown; readonly phase?: unknown };
    return typeof type === "string" ? `${type} ${phase}` : "map";
  }
  return typeof value === "number" ? "number" : withoutNames(String(value));
}

/** Node names and ids begin with the name of the workflow, and what differs between cases has digits in it. */
function withoutNames(text: string): string {
  return text
    .replaceAll(/"[^"]*"|'[^']*'/g, '"..."')
    .replaceAll(/[\w.[\]()/:-]*\d[\w.[\]()/:-]*/g, "#")
    .slice(0, 120);
}
