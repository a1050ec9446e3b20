import { compileRegularExpression } from "../../../expression/go/regular-expression.ts";
import type { ApiError, ControllerPorts } from "../ports.ts";

/**
 * Whether an answer of the API server is worth another try (`errors.IsTransientErr`): quota, throttling, timeouts,
 * and a server that is not available.
 */
export function isTransientError(
  error: ApiError,
  { configuration, release }: Pick<ControllerPorts, "configuration" | "release">,
): boolean {
  if (error.reason === "Forbidden" && error.message.includes("exceeded quota")) return true;
  if (error.reason === "Conflict" && error.message.includes("Operation cannot be fulfilled on resourcequota"))
    return true;
  if (error.reason === "InternalError" && error.message.includes("resource quota evaluation timed out")) return true;
  if (error.reason === "Timeout" && !release.has("timeouts-are-no-passing-errors")) return true;
  if (["TooManyRequests", "ServerTimeout", "ServiceUnavailable"].includes(error.reason)) return true;
  return isTransientMessage(error.message, configuration.environment.TRANSIENT_ERROR_PATTERN);
}

/** Whether a text speaks of a transient error, as that of a failed node may (retry policy `OnTransientError`). */
export function isTransientMessage(message: string, pattern: string | undefined): boolean {
  return transientTexts.some((text) => message.includes(text)) || (!!pattern && matches(pattern, message));
}

/** A pattern that is none matches nothing. */
function matches(pattern: string, message: string): boolean {
  const compiled = compileRegularExpression(pattern);
  return compiled.ok && compiled.expression.isFoundIn(message);
}

/** What remains recognisable once an error is only a text: network failures and etcd's own. */
const transientTexts = [
  "client rate limiter Wait returned an error",
  "Connection closed by foreign host",
  "net/http: TLS handshake timeout",
  "i/o timeout",
  "connection timed out",
  "connect: connection refused",
  "connection reset by peer",
  "http2: client connection lost",
  "http2: server sent GOAWAY and closed the connection",
  "etcdserver: leader changed",
  "etcdserver: request timed out",
];
