import type { ControllerConfiguration } from "../../engine/model/ports.ts";
import { parseGoDuration } from "../../expression/go-duration.ts";

/** A duration of the controller's environment in milliseconds; undefined when it is not set, or is none. */
export function durationSetting({ environment }: ControllerConfiguration, name: string): number | undefined {
  const text = environment[name];
  const parsed = text ? parseGoDuration(text) : undefined;
  return parsed?.ok ? Number(parsed.nanoseconds) / 1e6 : undefined;
}
