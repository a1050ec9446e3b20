import type { ApiError } from "../../engine/model/ports.ts";

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

/** The API server gave up on the request, whose effect is unknown to it. */
export function serverTimeout(resource: string, verb: string): ApiError {
  const message = `The ${verb} operation against ${resource} could not be completed at this time, please try again.`;
  return { code: 500, reason: "ServerTimeout", message };
}

/** The request took too long. */
export function requestTimeout(): ApiError {
  const message = "Timeout: request did not complete within requested timeout - context deadline exceeded";
  return { code: 504, reason: "Timeout", message };
}

export function tooManyRequests(): ApiError {
  return { code: 429, reason: "TooManyRequests", message: "Too many requests, please try again later." };
}

export function internalError(): ApiError {
  return { code: 500, reason: "InternalError", message: "Internal error occurred: etcd is not well" };
}

/** The controller's service account lacks a permission. */
export function notAllowed(resource: string, verb: string): ApiError {
  const [name = "", ...group] = resource.split(".");
  const what = `cannot ${verb} resource "${name}" in API group "${group.join(".")}" in the namespace "default"`;
  return {
    code: 403,
    reason: "Forbidden",
    message: `${resource} is forbidden: User "system:serviceaccount:argo:argo" ${what}`,
  };
}
