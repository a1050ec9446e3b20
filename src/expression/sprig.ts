/** The functions of sprig that expressions can call; Argo leaves out `env` and `expandenv`. */
import { DATE_FUNCTIONS } from "./sprig/dates.ts";
import { DEFAULT_FUNCTIONS } from "./sprig/defaults.ts";
import { DICTIONARY_FUNCTIONS } from "./sprig/dictionaries.ts";
import { ENCODING_FUNCTIONS } from "./sprig/encodings.ts";
import { LIST_FUNCTIONS } from "./sprig/lists.ts";
import { NUMBER_FUNCTIONS } from "./sprig/numbers.ts";
import { RANDOM_FUNCTIONS } from "./sprig/random.ts";
import { REGULAR_EXPRESSION_FUNCTIONS } from "./sprig/regular-expressions.ts";
import { STRING_FUNCTIONS } from "./sprig/strings.ts";
import { UNSUPPORTED_FUNCTIONS } from "./sprig/unsupported.ts";
import { URL_FUNCTIONS } from "./sprig/urls.ts";
import { VERSION_FUNCTIONS } from "./sprig/versions.ts";
import type { GoValue } from "./value.ts";

/** By name, in alphabetical order. */
export const SPRIG_FUNCTIONS: readonly (readonly [string, GoValue])[] = Object.entries({
  ...DATE_FUNCTIONS,
  ...DEFAULT_FUNCTIONS,
  ...DICTIONARY_FUNCTIONS,
  ...ENCODING_FUNCTIONS,
  ...LIST_FUNCTIONS,
  ...NUMBER_FUNCTIONS,
  ...RANDOM_FUNCTIONS,
  ...REGULAR_EXPRESSION_FUNCTIONS,
  ...STRING_FUNCTIONS,
  ...UNSUPPORTED_FUNCTIONS,
  ...URL_FUNCTIONS,
  ...VERSION_FUNCTIONS,
}).sort(([left], [right]) => (left < right ? -1 : 1));
