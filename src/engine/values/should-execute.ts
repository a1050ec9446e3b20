import type { ValueResult } from "./variables.ts";

export declare function evaluateWhen(when: string | undefined): ValueResult<boolean>;
