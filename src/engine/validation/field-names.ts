import { firstProblem, type Problem } from "./problem.ts";

/** Names must be given, well formed and unique (`validateWorkflowFieldNames`). Problems begin with `[index].name`. */
export function checkFieldNames(items: readonly Named[] | undefined, nameProblem = fieldNameProblem): Problem {
  const names = new Set<string>();
  return firstProblem(items, ({ name = "" }, index) => {
    if (name === "") return `[${index}].name is required`;
    const problem = nameProblem(name);
    if (problem !== undefined) return `[${index}].name: '${name}' is invalid: ${problem}`;
    if (names.has(name)) return `[${index}].name '${name}' is not unique`;
    names.add(name);
    return undefined;
  });
}

interface Named {
  readonly name?: string;
}

/** What is wrong with the name of a template, step, task or container (`isValidWorkflowFieldName`). */
export function fieldNameProblem(name: string): Problem {
  const problems: string[] = [];
  if (name.length > 128) problems.push("must be no more than 128 characters");
  if (!/^[a-zA-Z0-9][-a-zA-Z0-9]*$/.test(name)) {
    problems.push(
      "name must consist of alpha-numeric characters or '-', and must start with an alpha-numeric character (e.g. My-name1-2, 123-NAME)",
    );
  }
  return problems.length === 0 ? undefined : problems.join(";");
}

/** What is wrong with the name of a parameter or artifact (`isValidParamOrArtifactName`). */
export function parameterNameProblem(name: string): Problem {
  if (/^[-a-zA-Z0-9_]+$/.test(name)) return undefined;
  return "Parameter/Artifact name must consist of alpha-numeric characters, '_' or '-' e.g. my_param_1, MY-PARAM-1";
}

/** Whether a text contains a plain tag, so that its value is only known when the workflow runs (`isParameter`). */
export function containsTag(text: string): boolean {
  return /\{\{[-a-zA-Z0-9]+(\.[-a-zA-Z0-9_]+)*\}\}/.test(text);
}
