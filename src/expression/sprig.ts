import type { GoValue } from "./value.ts";
export const SPRIG_FUNCTIONS: readonly (readonly [string, GoValue])[] = [];
