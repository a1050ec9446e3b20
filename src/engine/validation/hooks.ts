import type { Invocation, LifecycleHooks } from "../../manifest/types.ts";
import { lifecycleHooks } from "../hooks/template-hooks.ts";
import type { Problem } from "./problem.ts";
import type { ValidationContext } from "./validation-context.ts";

/** Every hook but `exit` needs an expression; of several without, any may be told (`validateHooks`). */
export function checkHooks(
  hooks: LifecycleHooks | undefined,
  place: string,
  { order }: Pick<ValidationContext, "order">,
): Problem {
  const invalid = Object.entries(hooks ?? {}).filter(
    ([name, hook]) => name !== "exit" && hook.expression === undefined,
  );
  const [first] = order(lifecycleHooks, place, invalid);
  return first && `${place}.${first[0]} Expression required`;
}

export function hasExitHook({ hooks, onExit }: Pick<Invocation, "hooks" | "onExit">): boolean {
  return hooks?.exit !== undefined || onExit !== undefined;
}
