import { isTransientError } from "./errors/transient-error.ts";
import type { ApiResult, ControllerPorts } from "./ports.ts";

/** How often a request is made that may be tried again (`RETRY_BACKOFF_STEPS`); all within a third of a second. */
const attempts = 5;

/** Makes a request, and again while its refusal may pass (`waitutil.Backoff(retry.DefaultRetry)`). */
export function retryRequest<T>(
  ports: Pick<ControllerPorts, "configuration" | "release">,
  request: () => ApiResult<T>,
): ApiResult<T> {
  let answer = request();
  for (let attempt = 1; attempt < attempts && !answer.ok && isTransientError(answer.error, ports); attempt++) {
    answer = request();
  }
  return answer;
}
