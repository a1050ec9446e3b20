/** A process that judges mutants; it can be ended from outside when one of them runs for ever. */
import { loadPackages } from "./engine-build.ts";
import { TestBed } from "./test-bed.ts";

export type Request =
  | { readonly do: "begin"; readonly code: string; readonly packages: readonly string[]; readonly count: number }
  | { readonly do: "firstRun" }
  | { readonly do: "judge"; readonly mutant: number; readonly tests: readonly number[] };

let bed: TestBed | undefined;

async function answerTo(request: Request): Promise<unknown> {
  if (request.do === "begin") {
    bed = new TestBed(request.code, await loadPackages(request.packages), request.count);
    return undefined;
  }
  return request.do === "firstRun" ? bed?.firstRun() : bed?.judge(request.mutant, request.tests);
}

process.on("message", async (request: Request) => {
  const begin = process.cpuUsage();
  const answer = await answerTo(request);
  const { user, system } = process.cpuUsage(begin);
  process.send?.({ answer, cpu: (user + system) / 1000 });
});
