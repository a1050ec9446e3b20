import type { Invocation, LifecycleHooks } from "../../manifest/types.ts";
import { firstProblem, type Problem } from "./problem.ts";

/** Every hook but `exit` needs an expression (`validateHooks`). */
export function checkHooks(hooks: LifecycleHooks | undefined, place: string): Problem {
  return firstProblem(Object.entries(hooks ?? {}), ([name, hook]) =>
    name !== "exit" && hook.expression === undefined ? `${place}.${name} Expression required` : undefined,
  );
}

export function hasExitHook({ hooks, onExit }: Pick<Invocation, "hooks" | "onExit">): boolean {
  return hooks?.exit !== undefined || onExit !== undefined;
}
