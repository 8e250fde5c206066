import { ApiError, type Status } from "./errors.ts";
import type { Cause } from "./field_cause.ts";

/** Which resource a failure is about: its group, its plural, and its kind where the wording names it. */
export interface Subject {
  group: string;
  plural: string;
  kind: string;
}
type Named = Omit<Subject, "kind">;

/** `notebooks.kubeflow.org`, as Kubernetes names a resource in its messages. */
export const qualified = (name: string, group: string): string => group ? `${name}.${group}` : name;

/** A failure with Kubernetes' code and reason; throw it anywhere below the front. */
export function failure(
  code: number,
  reason: string | undefined,
  message: string,
  details?: Status["details"],
): ApiError {
  return new ApiError({ kind: "Status", apiVersion: "v1", status: "Failure", message, reason, details, code });
}

function about({ group, plural }: Named, name: string, causes?: Cause[]): Status["details"] {
  return { name: name || undefined, group: group || undefined, kind: plural, causes };
}
const called = ({ plural, group }: Named, name: string) => `${qualified(plural, group)}${name ? ` "${name}"` : ""}`;

export const notFound = (subject: Named, name: string) =>
  failure(404, "NotFound", `${called(subject, name)} not found`, about(subject, name));
/** 404 of a path that nothing serves. */
export const noSuchPath = () => failure(404, "NotFound", "the server could not find the requested resource", {});
export function alreadyExists(subject: Named, name: string, isGoing = false): ApiError {
  const words = `${isGoing ? "object is being deleted: " : ""}${called(subject, name)} already exists`;
  return failure(409, "AlreadyExists", words, about(subject, name));
}
export const conflict = (subject: Named, name: string, why: string) =>
  failure(409, "Conflict", `Operation cannot be fulfilled on ${called(subject, name)}: ${why}`, about(subject, name));
/** 409 of an optimistic lock. */
export const modified = (subject: Named, name: string) =>
  conflict(
    subject,
    name,
    "the object has been modified; please apply your changes to the latest version and try again",
  );
/** 403 with Kubernetes' words: `pods "x" is forbidden: why`. */
export const forbidden = (subject: Named, name: string, why: string, causes?: Cause[]) =>
  failure(403, "Forbidden", `${called(subject, name)} is forbidden: ${why}`, about(subject, name, causes));
export const badRequest = (message: string) => failure(400, "BadRequest", message);
export const gone = (message: string) => failure(410, "Expired", message);
export const methodNotAllowed = () =>
  failure(405, "MethodNotAllowed", "the server does not allow this method on the requested resource", {});
export function unsupportedMediaType(served: string[]): ApiError {
  const words = "the body of the request was in an unknown format - accepted media types include";
  return failure(415, "UnsupportedMediaType", `${words}: ${served.join(", ")}`);
}

/** 422 that lists every cause. */
export function invalid({ group, kind }: Subject, name: string, causes: Cause[]): ApiError {
  const all = causes.map((cause) => `${cause.field}: ${cause.message}`);
  const message = `${qualified(kind, group)} "${name}" is invalid: ${
    all.length === 1 ? all[0] : `[${all.join(", ")}]`
  }`;
  return failure(422, "Invalid", message, {
    name: name || undefined,
    group: group || undefined,
    kind: kind || undefined,
    causes,
  });
}
