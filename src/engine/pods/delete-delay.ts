import { parseDuration } from "../../expression/go-duration.ts";
import type { PodGC } from "../../manifest/types.ts";
import type { ControllerConfiguration } from "../model/ports.ts";

/** Delay of `podGC` where neither the workflow nor the controller's configuration gives one, in milliseconds. */
const defaultDeleteDelay = 5_000;

/** How long a pod stays before `podGC` deletes it, in milliseconds (`getPodGCDelay`). */
export function deleteDelay(
  { podGCDeleteDelay = defaultDeleteDelay }: Pick<ControllerConfiguration, "podGCDeleteDelay">,
  podGC: PodGC | undefined,
): number {
  if (!podGC?.deleteDelayDuration) return podGCDeleteDelay;
  const parsed = parseDuration(podGC.deleteDelayDuration);
  return parsed.ok && parsed.milliseconds >= 0 ? parsed.milliseconds : podGCDeleteDelay;
}
