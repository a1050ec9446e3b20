/** What expr-lang's builtins do, but for those that take a predicate. */

import { COLLECTION_BUILTINS } from "./builtin-collections.ts";
import type { BuiltinFunction } from "./builtin-function.ts";
import { NUMBER_BUILTINS } from "./builtin-numbers.ts";
import { TEXT_BUILTINS } from "./builtin-text.ts";
import { TIME_BUILTINS } from "./builtin-time.ts";

export const BUILTIN_FUNCTIONS: ReadonlyMap<string, BuiltinFunction> = new Map(
  Object.entries({ ...TEXT_BUILTINS, ...NUMBER_BUILTINS, ...COLLECTION_BUILTINS, ...TIME_BUILTINS }),
);
