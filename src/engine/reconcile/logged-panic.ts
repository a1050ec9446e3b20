import { Panic } from "../model/errors/execution-error.ts";
import { formatGoTime } from "../variables/timestamps.ts";
import type { Operation } from "./operation.ts";

/** Where the logger lies in the memory of the v3.5.7 controller; Go prints the address of a pointer in a struct. */
const loggerAddress = "0x3e11980";

/**
 * A panic that the controller raises through its log.
 *
 * @param message what is logged
 * @param earlierMessage what releases log that write the whole log entry, as Go prints the struct, into the workflow
 */
export function loggedPanic(operation: Operation, message: string, earlierMessage: string): Panic {
  if (!operation.has("panic-shows-log-entry")) return new Panic(message);
  const fields = `map[namespace:${operation.namespace} workflow:${operation.name}]`;
  const time = formatGoTime(operation.now, operation.valueContext, "milliseconds");
  return new Panic(`&{${loggerAddress} ${fields} ${time} panic <nil> ${earlierMessage} <nil> <nil> }`);
}
