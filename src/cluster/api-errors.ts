import type { ApiError } from "../engine/ports.ts";

/** What the API server says when it refuses, in its own words (`k8s.io/apimachinery/pkg/api/errors`). */
export function notFound(resource: string, name: string): ApiError {
  return { code: 404, reason: "NotFound", message: `${resource} "${name}" not found` };
}

export function alreadyExists(resource: string, name: string): ApiError {
  return { code: 409, reason: "AlreadyExists", message: `${resource} "${name}" already exists` };
}

/** The object that was sent is not based on the stored version. */
export function conflict(resource: string, name: string): ApiError {
  const message =
    `Operation cannot be fulfilled on ${resource} "${name}": the object has been modified; ` +
    "please apply your changes to the latest version and try again";
  return { code: 409, reason: "Conflict", message };
}

/** Another object of that name was meant. */
export function uidConflict(resource: string, name: string, expected: string, stored: string): ApiError {
  const message =
    `Operation cannot be fulfilled on ${resource} "${name}": the UID in the precondition (${expected}) does not match ` +
    `the UID in record (${stored}). The object might have been deleted and then recreated`;
  return { code: 409, reason: "Conflict", message };
}

export function forbidden(resource: string, name: string, why: string): ApiError {
  return { code: 403, reason: "Forbidden", message: `${resource} "${name}" is forbidden: ${why}` };
}

/** The API server is there, but not at work; worth another try. */
export function serviceUnavailable(): ApiError {
  const message = "the server is currently unable to handle the request";
  return { code: 503, reason: "ServiceUnavailable", message };
}
