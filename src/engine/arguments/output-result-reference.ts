import type { Template } from "../../manifest/types.ts";
import { invocationNameOf } from "../model/node-identity.ts";

/** The JSON text of a template, when it mentions any result, and what it was searched for. */
interface ResultReferences {
  readonly text: string | undefined;
  readonly known: Map<string, boolean>;
}

const referencesByTemplate = new WeakMap<Template, ResultReferences>();

/**
 * Whether a node's standard output must be reported, because the template that its step or task belongs to mentions
 * it: `steps.<name>.outputs.result` (`includeScriptOutput`, `hasOutputResultRef`).
 *
 * @param boundaryTemplate - the template of the enclosing Steps or DAG node, before its arguments were put in
 */
export function includesOutputResult(nodeName: string, boundaryTemplate: Template): boolean {
  const name = invocationNameOf(nodeName);
  let references = referencesByTemplate.get(boundaryTemplate);
  if (references === undefined) {
    const text = JSON.stringify(boundaryTemplate);
    references = { text: /outputs.result/s.test(text) ? text : undefined, known: new Map() };
    referencesByTemplate.set(boundaryTemplate, references);
  }
  const { text, known } = references;
  if (text === undefined) return false;
  let isReferred = known.get(name);
  if (isReferred === undefined) {
    isReferred = refersToResult(name, boundaryTemplate, text);
    known.set(name, isReferred);
  }
  return isReferred;
}

function refersToResult(name: string, template: Template, text: string): boolean {
  const holder = template.dag !== undefined ? "tasks" : template.steps !== undefined ? "steps" : "";
  if (text.includes(`${holder}.${name}.outputs.result`)) return true;
  // Upstream's pattern has a bare dot before `result`. JSON has escaped double quotes, hence only single ones match.
  const pattern = new RegExp(`${holder}\\[['"]${escapePattern(name)}['"]\\]\\.outputs.result`, "s");
  return pattern.test(text);
}

function escapePattern(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
