import { quote } from "../../expression/go/quote.ts";
import type { ConfigMap } from "../../manifest/types.ts";
import type { ApiResult } from "../model/ports.ts";
import { decodeLockName } from "./lock-name.ts";

/** What reading the limit of a semaphore gave. */
export type LimitReading =
  | { readonly ok: true; readonly limit: number }
  | { readonly ok: false; readonly error: string };

/** Reads a semaphore's limit from its ConfigMap (`getSyncLimit`). */
export function readSemaphoreLimit(
  lockName: string,
  getConfigMap: (namespace: string, name: string) => ApiResult<ConfigMap>,
): LimitReading {
  const decoded = decodeLockName(lockName);
  if (!decoded.ok) return decoded;
  const { namespace, resourceName, key } = decoded.lockName;
  const found = getConfigMap(namespace, resourceName);
  if (!found.ok) return { ok: false, error: found.error.message };
  const value = found.value.data?.[key];
  if (value === undefined) return { ok: false, error: `Sync configuration key '${key}' not found in ConfigMap` };
  if (!/^[+-]?\d+$/.test(value)) {
    return { ok: false, error: `strconv.Atoi: parsing ${quote(value)}: invalid syntax` };
  }
  return { ok: true, limit: Number(value) };
}
