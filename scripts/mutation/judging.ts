import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { EngineBuild } from "./engine-build.ts";
import type { Request } from "./judging-process.ts";
import type { Failure, FirstRun } from "./test-bed.ts";

interface Answer {
  readonly answer: unknown;
  readonly cpu: number;
}

/** A judging process with a time limit for each request. Whoever runs into it is ended, and the next gets another. */
export class Judging {
  /** The CPU time of all judging so far, in milliseconds. */
  cpu = 0;
  readonly #build: EngineBuild;
  #process: ChildProcess | undefined;

  constructor(build: EngineBuild) {
    this.#build = build;
  }

  async firstRun(): Promise<FirstRun> {
    return (await this.#ask({ do: "firstRun" }, 10 * 60_000)) as FirstRun;
  }

  /** What of these tests fails first when the mutant is awake; undefined when it survives them. */
  async judge(mutant: number, tests: readonly number[], limit: number): Promise<Failure | undefined> {
    try {
      return (await this.#ask({ do: "judge", mutant, tests }, limit)) as Failure | undefined;
    } catch (error) {
      this.end();
      return { test: "(none: it does not come to an end)", message: (error as Error).message };
    }
  }

  end(): void {
    this.#process?.kill("SIGKILL");
    this.#process = undefined;
  }

  async #ask(request: Request, limit: number): Promise<unknown> {
    if (this.#process === undefined) {
      this.#process = fork(fileURLToPath(new URL("./judging-process.ts", import.meta.url)), {
        execArgv: ["--import", "tsx", "--max-old-space-size=1024"],
        silent: false,
      });
      const { code, packages, mutants } = this.#build;
      await sent(this.#process, { do: "begin", code, packages, count: mutants.length }, 60_000);
    }
    const { answer, cpu } = await sent(this.#process, request, limit);
    this.cpu += cpu;
    return answer;
  }
}

function sent(to: ChildProcess, request: Request, limit: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const settle = (by: () => void) => {
      clearTimeout(timer);
      to.removeAllListeners();
      by();
    };
    const timer = setTimeout(() => settle(() => reject(new Error(`more than ${limit} ms`))), limit);
    to.once("message", (answer) => settle(() => resolve(answer as Answer)));
    to.once("exit", (code) => settle(() => reject(new Error(`the process ended with ${code}`))));
    to.send(request);
  });
}
