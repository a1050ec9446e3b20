import type { EventLoop } from "../../../sim/loop.ts";
import { second } from "../../../sim/time.ts";
import { ControllerCrash } from "../../engine/model/errors/controller-crash.ts";
import type { ControllerData } from "../../journal/journal-event.ts";
import { named } from "../../journal/object-identity.ts";
import { eventPriority } from "../event-priority.ts";
import { ControllerKilled } from "./controller-api.ts";
import { ControllerProcess, type ControllerProcessOptions } from "./controller-process.ts";

/** How long it takes until a killed controller is started again, in milliseconds. */
const restartTime = 1 * second;

/** How long before virtual time 0 the first process started, in milliseconds. */
const headStart = 1 * second;

export interface ControllerDeploymentOptions extends Omit<ControllerProcessOptions, "guard" | "startedAt"> {
  /** The controller has ended its own process; `message` is the last that it logged. */
  readonly onCrash: (message: string) => void;
}

/** Runs the controller's process, and starts a new one after it was stopped. */
export class ControllerDeployment {
  readonly #loop: EventLoop;
  readonly #options: ControllerDeploymentOptions;
  #process: ControllerProcess | undefined;

  constructor(options: ControllerDeploymentOptions) {
    this.#loop = options.loop;
    this.#options = options;
  }

  /** The first process has been there for a while when the simulation begins. */
  begin(): void {
    this.#start(-headStart);
  }

  /** Stops the process; a new one starts after so many milliseconds. There is nothing to stop while it is down. */
  restart(downtime: number): void {
    if (this.#process === undefined && !this.#options.world.restartsOverlap) return;
    this.#process?.stop();
    this.#process = undefined;
    this.#tell({ what: "stopped" });
    const startAgain = () => {
      this.#tell({ what: "started" });
      this.#start(this.#loop.now);
    };
    this.#loop.schedule(this.#loop.now + downtime, eventPriority.people, startAgain, "start the controller");
  }

  #start(startedAt: number): void {
    this.#process = new ControllerProcess({ startedAt, guard: (work) => this.#guard(work), ...this.#options });
    this.#process.start();
  }

  #tell(data: ControllerData): void {
    const { journal, configuration } = this.#options;
    journal.record("controller", named("Deployment", configuration.namespace, "workflow-controller"), data);
  }

  #guard(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (error instanceof ControllerKilled) this.restart(restartTime);
      else if (error instanceof ControllerCrash) {
        this.#tell({ what: "crashed", message: error.message });
        this.#options.onCrash(error.message);
      } else throw error;
    }
  }
}
