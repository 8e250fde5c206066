import { ApiError, type Status } from "../../kube/errors.ts";

/** Which resource a failure is about: `plural`, its group, and its kind where the wording names it. */
export interface Subject {
  group: string;
  plural: string;
  kind: string;
}

/** One thing that is wrong with a field, as in `details.causes`. */
export interface Cause {
  reason: string;
  message: string;
  field: string;
}

/** `notebooks.kubeflow.org`, as Kubernetes names a resource in its messages. */
export const qualified = (name: string, group: string): string => group ? `${name}.${group}` : name;

/** A failure with Kubernetes' code and reason; throw it anywhere below the front. */
export function failure(code: number, reason: string, message: string, details?: Status["details"]): ApiError {
  return new ApiError({ kind: "Status", apiVersion: "v1", status: "Failure", message, reason, details, code });
}

const about = (subject: Omit<Subject, "kind">, name: string) => ({
  name: name || undefined,
  group: subject.group || undefined,
  kind: subject.plural,
});

export const notFound = (subject: Subject, name: string) =>
  failure(404, "NotFound", `${qualified(subject.plural, subject.group)} "${name}" not found`, about(subject, name));

/** 404 of a path that nothing serves. */
export const noSuchPath = () => failure(404, "NotFound", "the server could not find the requested resource", {});

export const alreadyExists = (subject: Subject, name: string) =>
  failure(
    409,
    "AlreadyExists",
    `${qualified(subject.plural, subject.group)} "${name}" already exists`,
    about(subject, name),
  );

export const conflict = (subject: Subject, name: string, why: string) =>
  failure(
    409,
    "Conflict",
    `Operation cannot be fulfilled on ${qualified(subject.plural, subject.group)} "${name}": ${why}`,
    about(subject, name),
  );

/** 409 of an optimistic lock. */
export const modified = (subject: Subject, name: string) =>
  conflict(
    subject,
    name,
    "the object has been modified; please apply your changes to the latest version and try again",
  );

/** 403 with Kubernetes' words: `pods "x" is forbidden: why`. */
export function forbidden(subject: Omit<Subject, "kind">, name: string, why: string, causes?: Cause[]): ApiError {
  const what = `${qualified(subject.plural, subject.group)}${name ? ` "${name}"` : ""}`;
  return failure(403, "Forbidden", `${what} is forbidden: ${why}`, { ...about(subject, name), causes });
}

/** 422 that lists every cause. */
export function invalid(subject: Subject, name: string, causes: Cause[]): ApiError {
  const all = causes.map((cause) => `${cause.field}: ${cause.message}`);
  const list = all.length === 1 ? all[0] : `[${all.join(", ")}]`;
  const message = `${qualified(subject.kind, subject.group)} "${name}" is invalid: ${list}`;
  return failure(422, "Invalid", message, { name, group: subject.group || undefined, kind: subject.kind, causes });
}

export const badRequest = (message: string) => failure(400, "BadRequest", message);

export const gone = (message: string) => failure(410, "Expired", message);

export const methodNotAllowed = () =>
  failure(405, "MethodNotAllowed", "the server does not allow this method on the requested resource", {});

export const unsupportedMediaType = (served: string[]) =>
  failure(
    415,
    "UnsupportedMediaType",
    `the body of the request was in an unknown format - accepted media types include: ${served.join(", ")}`,
  );

/** What is wrong with a field, by Kubernetes' error types. */
export const cause = {
  required: (field: string, detail = "") => make("FieldValueRequired", field, "Required value", detail),
  invalid: (field: string, value: unknown, detail: string) =>
    make("FieldValueInvalid", field, `Invalid value: ${JSON.stringify(value)}`, detail),
  type: (field: string, value: unknown, detail: string) =>
    make("FieldValueTypeInvalid", field, `Invalid value: ${JSON.stringify(value)}`, detail),
  notSupported: (field: string, value: unknown, allowed: unknown[]) =>
    make(
      "FieldValueNotSupported",
      field,
      `Unsupported value: ${JSON.stringify(value)}`,
      `supported values: ${allowed.map((each) => JSON.stringify(each)).join(", ")}`,
    ),
  duplicate: (field: string, value: unknown) =>
    make("FieldValueDuplicate", field, `Duplicate value: ${JSON.stringify(value)}`, ""),
  forbidden: (field: string, detail: string) => make("FieldValueForbidden", field, "Forbidden", detail),
  tooLong: (field: string, max: number) =>
    make("FieldValueTooLong", field, "Too long", `may not be more than ${max} bytes`),
};

function make(reason: string, field: string, what: string, detail: string): Cause {
  return { reason, message: detail ? `${what}: ${detail}` : what, field };
}
