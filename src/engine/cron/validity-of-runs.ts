import { isSameJson } from "../../manifest/same-json.ts";
import type { WorkflowSpec } from "../../manifest/types.ts";
import type { ControllerPorts } from "../model/ports.ts";
import { type NamelessWorkflow, scheduledTimeAnnotation } from "./submitted-workflow.ts";
import { validateRun } from "./validate-run.ts";

/** What was found of the runs of one CronWorkflow. */
interface Validity {
  readonly metadata: NamelessWorkflow["metadata"];
  readonly error: string | undefined;
}

/** A spec that speaks of any of these, or has them elsewhere, may be valid at one time and not at another. */
const changing = /scheduled|now|date|rand|uuid|time|templateref/i;

/**
 * Remembers what validation says of runs of CronWorkflows. A CronWorkflow is validated each time that it is due and each
 * time that it changes; runs differ in their scheduled time alone, which most specs do not look at.
 */
export class ValidityOfRuns {
  readonly #ports: ControllerPorts;
  #known = new WeakMap<WorkflowSpec, Validity>();
  readonly #changing = new WeakMap<WorkflowSpec, boolean>();

  constructor(ports: ControllerPorts) {
    this.#ports = ports;
  }

  /** What is wrong with the workflow of a run; undefined when nothing is. */
  errorOf(workflow: NamelessWorkflow): string | undefined {
    const { spec, metadata } = workflow;
    if (this.#isChanging(spec)) return validateRun(workflow, this.#ports);
    const known = this.#known.get(spec);
    if (known !== undefined && isSameRun(known.metadata, metadata)) return known.error;
    const error = validateRun(workflow, this.#ports);
    this.#known.set(spec, { metadata, error });
    return error;
  }

  /** Something has changed that runs may refer to. */
  forget(): void {
    this.#known = new WeakMap();
  }

  #isChanging(spec: WorkflowSpec): boolean {
    let isChanging = this.#changing.get(spec);
    if (isChanging === undefined) {
      isChanging = changing.test(JSON.stringify(spec));
      this.#changing.set(spec, isChanging);
    }
    return isChanging;
  }
}

function isSameRun(left: NamelessWorkflow["metadata"], right: NamelessWorkflow["metadata"]): boolean {
  return isSameJson(withoutTime(left), withoutTime(right));
}

function withoutTime({ annotations, ...metadata }: NamelessWorkflow["metadata"]) {
  return { ...metadata, annotations: { ...annotations, [scheduledTimeAnnotation]: "" } };
}
