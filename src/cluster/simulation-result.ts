/** How a simulation ended. `endedAt` is virtual milliseconds. */
export type SimulationResult =
  /** Every workflow has ended, and nothing more was going to happen. */
  | { readonly reason: "quiet"; readonly endedAt: number }
  | { readonly reason: "timeLimit"; readonly endedAt: number }
  | { readonly reason: "reconcileLimit"; readonly endedAt: number }
  /** A workflow grew beyond what can be played; `message` says how. */
  | { readonly reason: "sizeLimit"; readonly endedAt: number; readonly message: string }
  /** Somebody who watched it had seen enough. */
  | { readonly reason: "stopped"; readonly endedAt: number }
  /** The controller ended its own process; `message` is the last that it logged. */
  | { readonly reason: "crash"; readonly endedAt: number; readonly message: string };
