import { quote } from "../../expression/go/quote.ts";
import type { LabelSelectorRequirement, PodGC } from "../../manifest/types.ts";
import { firstProblem, type Problem, prefixed } from "./problem.ts";

const strategies = ["OnPodCompletion", "OnPodSuccess", "OnWorkflowCompletion", "OnWorkflowSuccess"];

/** The strategy must be known, and the label selector one that Kubernetes understands. */
export function checkPodGC(podGC: PodGC | undefined): Problem {
  const strategy = podGC?.strategy;
  if (strategy !== undefined && !strategies.includes(strategy)) return `podGC.strategy unknown strategy '${strategy}'`;
  const requirements = podGC?.labelSelector?.matchExpressions;
  return prefixed("podGC.labelSelector invalid: ", firstProblem(requirements, requirementProblem));
}

/** `metav1.LabelSelectorAsSelector`. */
function requirementProblem({ operator, values = [] }: LabelSelectorRequirement): Problem {
  switch (operator) {
    case "In":
    case "NotIn":
      return values.length > 0
        ? undefined
        : "values: Invalid value: []: for 'in', 'notin' operators, values set can't be empty";
    case "Exists":
    case "DoesNotExist":
      return values.length === 0
        ? undefined
        : `values: Invalid value: [${values.map(quote).join(",")}]: values set must be empty for exists and does not exist`;
    default:
      return `${quote(operator)} is not a valid label selector operator`;
  }
}
